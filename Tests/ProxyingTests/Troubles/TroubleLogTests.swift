import HTTP
import Proxying
import Seeding
import Testing

struct TroubleLogTests {
    private let second: UInt64 = 1_000_000_000

    @Test(arguments: 0..<100)
    func `what is told alternates, is bounded, and is true in the end`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let subjects: [TroubleLog.Subject] = [
            .daemon, .provider("x", route: try PathPrefix("/x").required()),
            .upstream("http://a"), .upstream("http://b"),
        ]
        var log = TroubleLog()
        var told: [TroubleLog.Subject: String] = [:]
        var times: [TroubleLog.Subject: [UInt64]] = [:]
        var now: UInt64 = 0
        for _ in 0..<500 {
            now += UInt64.random(in: 0...(10 * second), using: &random)
            let subject = try subjects.randomElement(using: &random).required()
            let trouble = Bool.random(using: &random) ? "one" : "other"
            let begins = Bool.random(using: &random)
            let line =
                begins ? log.begin(subject, trouble, now: now) : log.end(subject, now: now)
            if line != nil {
                #expect(begins ? told[subject] != trouble : told[subject] != nil, "seed \(seed)")
                told[subject] = begins ? trouble : nil
                times[subject, default: []].append(now)
            }
            #expect(log.stands(subject) == (told[subject] != nil), "seed \(seed)")
            #expect(log.isQuiet == told.isEmpty, "seed \(seed)")
        }
        for (subject, times) in times {
            // Two minutes that follow each other may be touched by any minute.
            for (index, time) in times.enumerated() {
                let within = times[index...].prefix { $0 < time + TroubleLog.minute }
                #expect(within.count <= 2 * TroubleLog.mostLines, "seed \(seed)")
            }
            _ = log.end(subject, now: now + TroubleLog.minute)
        }
        #expect(log.isQuiet, "seed \(seed)")
    }

    @Test func `a trouble is told when it begins, changes and ends`() throws {
        var log = TroubleLog()
        #expect(log.end(.daemon, now: 0) == nil)
        #expect(log.begin(.daemon, "a", now: 0) == "accountd cannot be reached: a")
        #expect(log.begin(.daemon, "a", now: 1) == nil)
        #expect(log.begin(.daemon, "b", now: 2) == "accountd cannot be reached: b")
        #expect(log.end(.daemon, now: 3) == "accountd is reached again")
        #expect(log.end(.daemon, now: 4) == nil)
        let provider = TroubleLog.Subject.provider("x", route: try PathPrefix("/a").required())
        #expect(log.begin(provider, "no account", now: 0) == "route /a: no account")
        #expect(log.end(provider, now: 1) == "route /a: accountd has accounts of x")
    }

    @Test func `an upstream's trouble is told once, whatever figures are in it`() {
        var log = TroubleLog()
        #expect(
            log.begin(.upstream("http://a"), "after 1 ms", now: 0)
                == "upstream http://a cannot be reached: after 1 ms")
        #expect(log.begin(.upstream("http://a"), "after 2 ms", now: 1) == nil)
        #expect(log.end(.upstream("http://a"), now: 2) == "upstream http://a is reached again")
    }

    @Test func `what comes and goes is told as often as the minute allows, and then again`() {
        var log = TroubleLog()
        var lines = 0
        for now in 0..<UInt64(100) {
            if log.begin(.daemon, "a", now: now) != nil { lines += 1 }
            if log.end(.daemon, now: now) != nil { lines += 1 }
        }
        #expect(lines == TroubleLog.mostLines)
        #expect(log.begin(.daemon, "a", now: TroubleLog.minute) != nil)
    }

    @Test func `no more subjects are known than may be`() {
        var log = TroubleLog()
        for number in 0..<TroubleLog.mostSubjects {
            #expect(log.begin(.upstream("\(number)"), "a", now: 0) != nil)
        }
        #expect(log.begin(.upstream("more"), "a", now: 0) == nil)
        #expect(log.end(.upstream("7"), now: 0) != nil)
        #expect(log.begin(.upstream("more"), "a", now: 0) != nil)
    }
}
