import Leasing
import Simulation
import Testing

struct OracleSummaryTests {
    @Test func `the leases of an account are what it says it has in use`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.observe(Court.summary("a", inUse: 0) + "," + Court.summary("b"))
        #expect(court.breach == .inFlight)
    }

    @Test func `an account's state follows from what is held against it`() {
        for state in ["cooldown", "available"] {
            var court = Court()
            let paused = Court.summary("a", state: state, cooldowns: Court.cooldown(900))
            court.step { _ in }
            court.observe(paused + "," + Court.summary("b"))
            #expect(court.breach == (state == "cooldown" ? nil : .stateFollows))
        }
    }

    @Test func `an account that recovers from a limit is loaded step by step`() {
        var court = Court(accounts: [Court.account("a", places: 3), Court.account("b")])
        let paused = Court.summary(
            "a", state: "cooldown", cooldowns: Court.cooldown(10_000), places: 3)
        court.pass(.seconds(6))
        court.step { _ in }
        court.observe(paused + "," + Court.summary("b"))
        court.pass(.seconds(10))
        court.step { _ in }
        court.observe(Court.summary("a", places: 3) + "," + Court.summary("b"))
        court.lease("one", fence: 1)
        let full =
            Court.summary("a", inUse: 1, state: "at_capacity", places: 3) + "," + Court.summary("b")
        court.observe(full, inUse: 1)
        #expect(court.breach == nil)
        court.pass(.milliseconds(250))
        court.step { _ in }
        court.observe(full, inUse: 1)
        #expect(court.breach == .stateFollows)
    }

    @Test(arguments: ["cooldown", "available"])
    func `what is blocked for long is tried out when nothing else is able`(other: String) {
        var court = Court()
        let pause = { Court.summary($0, state: $1, cooldowns: Court.cooldown(-1)) }
        let rest = other == "cooldown" ? pause("b", other) : Court.summary("b")
        court.pass(.seconds(800))
        court.step { _ in }
        court.observe(pause("a", "cooldown") + "," + rest)
        #expect(court.breach == nil)
        court.pass(.seconds(100))
        court.step { _ in }
        court.observe(pause("a", "available") + "," + rest)
        #expect(court.breach == (other == "cooldown" ? nil : .stateFollows))
    }

    @Test(arguments: [60_000, 900])
    func `a report of a lease that is older than a block does not shorten it`(left: Int) {
        var court = Court()
        court.lease("one", of: "b", fence: 1)
        let others = Court.summary("b", inUse: 1, state: "at_capacity")
        court.step { _ in }
        court.observe(Court.summary("a") + "," + others, inUse: 1)
        court.lease("two", fence: 2)
        court.observe(
            Court.summary("a", inUse: 1, state: "at_capacity") + "," + others, inUse: 2)
        let paused = { (left: Int) in
            Court.summary(
                "a", inUse: 1, state: "cooldown", cooldowns: Court.cooldown(left)) + "," + others
        }
        let telling = Call.Telling(lease: "two", answer: UpstreamAnswer(429))
        court.ask(.report(telling)) { Court.verdict($0, "rate_limited") }
        court.observe(paused(60_000), inUse: 2)
        court.ask(.report(telling)) { Court.verdict($0, "ok") }
        court.observe(paused(left), inUse: 2)
        let isBroken = court.oracle.breaches.contains { $0.invariant == .blocksStand }
        #expect(isBroken == (left == 900))
    }
}
