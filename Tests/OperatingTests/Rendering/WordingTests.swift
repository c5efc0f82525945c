import Operating
import Testing

struct WordingTests {
    @Test(
        arguments: [
            (0, "0 s"), (-5, "0 s"), (1, "1 s"), (8123, "9 s"), (59_001, "1 min"),
            (60_000, "1 min"),
            (61_000, "1 min 1 s"), (3_599_001, "1 h"), (3_600_000, "1 h"), (3_601_000, "1 h 1 min"),
            (7_800_000, "2 h 10 min"), (86_399_000, "1 d"), (86_400_001, "1 d 1 h"),
            (7 * 86_400_000, "7 d"), (Int64.max, "106751991167 d 8 h"),
        ] as [(Int64, String)])
    func `a length of time has two units and is never said too short`(
        milliseconds: Int64, text: String
    ) {
        #expect(Wording.span(milliseconds: milliseconds) == text)
    }

    @Test(
        arguments: [
            (0, "12:35"), (7_800_000, "14:45"), (41_099_000, "23:59"), (41_100_000, "13 Mar 00:00"),
            (20 * 86_400_000, "1 Apr 12:35"),
        ] as [(Int64, String)])
    func `a moment has its date when it is another day here`(milliseconds: Int64, text: String) {
        #expect(Wording.time(in: milliseconds, Terminal().console()) == text)
    }

    @Test(arguments: [
        ("2026-03-12T11:34:07.250Z", "12:34:07"), ("2026-03-11T23:59:59Z", "00:59:59"),
        ("2026-03-11T22:59:59Z", "11 Mar 23:59:59"),
        ("2025-03-12T11:34:07Z", "12 Mar 2025 12:34:07"), ("some day", "some day"), ("\u{1b}", "␛"),
    ])
    func `a moment that is told in UTC is shown by the clock here`(told: String, text: String) {
        #expect(Wording.time(at: told, Terminal().console()) == text)
    }

    @Test func `a matter of seconds needs no clock`() {
        let console = Terminal().console()
        #expect(
            [59_000, 60_000].map { Wording.moment(in: $0, console) } == [
                "in 59 s", "in 1 min (12:36)",
            ])
    }

    @Test func `a noun follows its number`() {
        #expect(
            [0, 1, 2].map { Wording.count($0, "lease") } == ["0 leases", "1 lease", "2 leases"])
        #expect(Wording.state("at_capacity") == "at capacity")
    }

    @Test func `lines are broken between words, and longer words are cut`() {
        #expect(Wording.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(Wording.wrapped("abcdefghij k", to: 5) == ["abcd…", "k"])
        #expect(Wording.wrapped("", to: 5).isEmpty)
    }
}
