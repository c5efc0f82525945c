import Hosting
import Leasing
import Seeding
import Testing

struct LogTests {
    @Test(arguments: Log.Level.allCases)
    func `what matters less than the level is left out, unread`(level: Log.Level) {
        let lines = Lines()
        let log = lines.log(level: level)
        var readCount = 0
        for other in Log.Level.allCases {
            log.write(
                other,
                {
                    readCount += 1
                    return other.name
                }())
        }
        let expected = Log.Level.allCases.filter { $0 <= level }
        #expect(lines.all == expected.map { "<\($0.rawValue)>\($0.name)\n" })
        #expect(readCount == expected.count)
    }

    @Test func `on a terminal a line has no priority`() {
        let lines = Lines()
        lines.log(showsPriority: false).write(.error, "x")
        #expect(lines.all == ["x\n"])
    }

    @Test(arguments: 0..<300)
    func `an event is one line, whoever named it`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let scalars: [Unicode.Scalar] = [
            "a", "é", "\n", "\r", "\t", "\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}",
            "\u{2029}", "\u{202E}", "\u{2066}", "\u{FEFF}", "<", ">", " ", "\"",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            text.unicodeScalars.append(scalars[Int.random(in: 0..<18, using: &random)])
        }
        let lines = Lines()
        lines.log().write(.notice, text)
        let line = lines.all.joined()
        #expect(line.hasPrefix("<5>") && line.hasSuffix("\n"), "seed \(seed)")
        let body = line.dropFirst(3).dropLast()
        #expect(!body.unicodeScalars.contains { scalars[2...13].contains($0) }, "seed \(seed)")
    }

    @Test func `levels are those of syslog`() {
        #expect(Log.Level.allCases.map(\.rawValue) == [3, 4, 5, 6, 7])
        #expect(Log.Level.error < .debug)
    }

    @Test func `a pool's changes are written by how much they matter`() {
        let lines = Lines()
        let cause = Provenance(rule: "r", at: Instant(nanoseconds: 0))
        let now = Moment(instant: Instant(nanoseconds: 0), unix: UnixTime(seconds: 0))
        lines.log(level: .warning).write([.disabled(account: "a", cause)], now: now)
        #expect(lines.all == ["<4>account a: disabled rule=r\n"])
    }
}
