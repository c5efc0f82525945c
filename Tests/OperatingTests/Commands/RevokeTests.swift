import JSON
import Operating
import Testing

struct RevokeTests {
    private static let lease = "9fK2mQe0Zr7uXw1TtYb5Aa"

    /// A daemon whose second page has an account.
    private static func daemon(
        _ account: String, revoked: String, _ recorder: Recorder
    ) -> ScriptedDaemon {
        recorder.daemon { method, params in
            guard method == "Accounts" else { return .result("{\"revoked\":\(revoked)}") }
            guard params?["after"] != nil else {
                return .result("{\"accounts\":[\(Pool.account("a"))],\"next\":\"a\"}")
            }
            return .result("{\"accounts\":[\(Pool.account(account))]}")
        }
    }

    @Test(arguments: [
        ("claude-a", "3", "'account_id':'claude-a'", "3 leases of claude-a ended"),
        ("claude-a", "0", "'account_id':'claude-a'", "nobody holds a lease of claude-a"),
        (lease, "1", "'lease_id':'\(lease)'", "lease \(lease) ended"),
        (lease, "true", "'lease_id':'\(lease)'", "lease \(lease) ended"),
        (lease, "0", "'lease_id':'\(lease)'", "lease \(lease) had ended before"),
        ("9fK2mQe0Zr7uXw1TtYb5A.", "1", "'account_id':'9fK2mQe0Zr7uXw1TtYb5A.'", "1 lease of"),
    ])
    func `what looks like a lease is one, all else an account`(
        name: String, revoked: String, params: String, sentence: String
    ) {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = Self.daemon("other", revoked: revoked, recorder)
        #expect(terminal.run(["revoke", name], daemon) == .success)
        #expect(recorder.requests.last == quoted("RevokeLease {\(params)}"))
        #expect(terminal.text.hasPrefix(sentence))
    }

    @Test func `an account whose id looks like a lease's is an account`() {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = Self.daemon(Self.lease, revoked: "2", recorder)
        #expect(terminal.run(["revoke", Self.lease, "--json"], daemon) == .success)
        #expect(recorder.requests.last == quoted("RevokeLease {'account_id':'\(Self.lease)'}"))
        #expect(terminal.text == "{\"revoked\":2}\n")
    }

    @Test func `only what looks like a lease needs the list of accounts`() {
        let recorder = Recorder()
        let daemon = Self.daemon("other", revoked: "1", recorder)
        #expect(Terminal().run(["revoke", "claude-a"], daemon) == .success)
        #expect(recorder.requests.count == 1)
    }
}
