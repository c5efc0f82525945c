import Operating
import Testing

struct LeaseTableTests {
    private func lines(_ result: String, isTerminal: Bool = true, columns: Int = 110) throws
        -> [String]
    {
        let terminal = Terminal()
        (terminal.columns, terminal.isTerminal) = (columns, isTerminal)
        let leases = try ListedLease.list(Array(result.utf8))
        return LeaseTable(leases, console: terminal.console()).lines()
    }

    private static let pool = Leases.result(
        Leases.lease("a", client: "batch", user: 7, age: 7_200_000), Leases.lease("b"),
        Leases.lease("c", "claude-b", age: 90_000), Leases.lease("d", age: 1000))

    @Test func `who holds most stands first, then each lease, the oldest first`() throws {
        let lines = try lines(Self.pool)
        #expect(
            Array(lines.prefix(6))
                == [
                    "4 leases of 2 accounts", "",
                    "CLIENT         UID  LEASES     OLDEST  ON",
                    "my-proxy/1.2  1000       3  1 min 30 s  2 claude-a, 1 claude-b",
                    "batch            7       1        2 h  1 claude-a",
                    "",
                ].map { $0.replacing("LEASES     OLDEST", with: "LEASES      OLDEST") }
                .map { $0.replacing("1        2 h", with: "1         2 h") })
        let ids = lines.dropFirst(7).map { $0.prefix(1) }
        #expect(ids == ["a", "c", "b", "d"])
        #expect(
            lines[7]
                == "aaaaaaaaaaaaaaaaaaaaaa  claude-a  claude-sonnet-4-5  batch            7"
                + "         2 h   59 min")
    }

    @Test func `a program is shown the leases alone`() throws {
        let lines = try lines(Self.pool, isTerminal: false)
        #expect(lines.count == 5 && lines[0].hasPrefix("LEASE  "))
        #expect(lines.dropFirst().map { $0.prefix(1) } == ["c", "b", "d", "a"])
    }

    @Test func `nothing is cut for a program, and on a terminal the account last`() throws {
        let (account, client) = ("claude-anna-of-team", String(repeating: "p", count: 60))
        let result = Leases.result(Leases.lease("a", account, client: client))
        let piped = try lines(result, isTerminal: false, columns: 80)
        #expect(piped.last?.contains("  \(account)  claude-sonnet-4-5  \(client)  1000  ") == true)
        let shown = try lines(result, columns: 80)
        #expect(shown.last?.hasPrefix("aaaaaaaaaaaaaaaaaaaaaa  \(account)  ") == true)
    }

    @Test func `more accounts than three are counted, and the leases on them`() throws {
        let result = Leases.result(
            Leases.lease("a", "a"), Leases.lease("b", "b"), Leases.lease("c", "c"),
            Leases.lease("d", "d"), Leases.lease("e", "e"))
        #expect(try lines(result)[3].hasSuffix("1 a, 1 b, 1 c, 2 on 2 more accounts"))
    }

    @Test func `a lease without its holder says so`() throws {
        let lines = try lines(Leases.result(Leases.lease("a", state: "orphaned")), columns: 160)
        #expect(lines.last?.hasSuffix("orphaned: its holder is gone") == true)
    }

    @Test func `a client that tells no name is shown as such, and none moves the cursor`() throws {
        let lines = try lines(
            Leases.result(
                Leases.lease("a", client: ""), Leases.lease("b", client: "\\u001b[2J")))
        #expect(lines.contains { $0.hasPrefix("(unnamed)") })
        #expect(lines.contains { $0.hasPrefix("␛[2J") })
    }

    @Test func `no leases are said in two words, to programs too`() throws {
        #expect(try lines(Leases.result()) == ["no leases"])
        #expect(try lines(Leases.result(), isTerminal: false) == ["no leases"])
    }

    @Test(arguments: [80, 100])
    func `no line is longer than the terminal`(columns: Int) throws {
        let long = String(repeating: "x", count: 60)
        let result = Leases.result(Leases.lease("a", client: long), Leases.lease("b", "claude-b"))
        for line in try lines(result, columns: columns) {
            #expect(DisplayWidth.of(line) <= columns, "\(line)")
        }
    }
}
