import Operating
import Testing

struct AccountTableTests {
    private func lines(
        _ accounts: String..., columns: Int = 80, isTerminal: Bool = true
    ) throws -> [String] {
        let terminal = Terminal()
        (terminal.columns, terminal.isTerminal) = (columns, isTerminal)
        let result = "{\"accounts\":[\(accounts.joined(separator: ","))]}"
        let list = try ListedAccount.list(Array(result.utf8))
        return AccountTable(list, console: terminal.console()).lines()
    }

    @Test func `columns that nothing is known for are not there`() throws {
        #expect(
            try lines(Pool.account("a", inUse: 1)) == [
                "ACCOUNT  PROVIDER  STATE      IN USE", "a        claude    available     1/4",
            ])
    }

    @Test func `a credential whose time is over says so, and who disabled an account is named`()
        throws
    {
        let account =
            Pool.account("a", state: "disabled").dropLast()
            + quoted(
                ",'credential':{'expires_in_ms':0,'kind':'oauth'},'disabled_by':'codex.path_block'}"
            )
        #expect(
            try lines(String(account), columns: 100).last
                == "a        claude    disabled     0/4  oauth, expired  "
                + "disabled by rule codex.path_block")
    }

    @Test(arguments: [
        ("oauth", "the credential is refused: log in again"),
        ("api_key", "the credential is refused: replace it"),
    ])
    func `what to do about a refused credential is what its kind asks for`(
        kind: String, remark: String
    ) throws {
        let account =
            Pool.account("a", state: "auth_failed", status: "expired").dropLast()
            + quoted(",'credential':{'kind':'\(kind)'}}")
        #expect(try lines(String(account), columns: 110).last?.hasSuffix("  " + remark) == true)
    }

    @Test(arguments: [80, 100, 140])
    func `no line is longer than the terminal`(columns: Int) throws {
        let windows = quoted("[{'limit_reached':true,'name':'5h','resets_in_ms':7800000}]")
        let account =
            Pool.account(
                "an-account-with-a-long-name", state: "model_unsupported", windows: windows
            ).dropLast()
            + quoted(",'credential':{'expires_in_ms':7800000,'kind':'oauth'},'priority':100}")
        for line in try lines(String(account), columns: columns) {
            #expect(DisplayWidth.of(line) <= columns, "\(line)")
        }
    }

    @Test func `a program gets each account whole in one line`() throws {
        let windows = quoted(
            "[{'limit_reached':true,'name':'5h','resets_in_ms':7800000},"
                + "{'limit_reached':true,'name':'7d'}]")
        let name = String(repeating: "n", count: 64)
        let account = Pool.account(name, provider: name, state: "quota", windows: windows)
        let lines = try lines(account, isTerminal: false)
        #expect(lines.count == 2)
        #expect(
            lines[1] == "\(name)  \(name)  quota     0/4  quota 5h, resets in 2 h 10 min (14:45); "
                + "quota 7d, until somebody acts")
    }

    @Test func `no accounts are said in two words`() throws {
        #expect(try lines() == ["no accounts"])
    }
}
