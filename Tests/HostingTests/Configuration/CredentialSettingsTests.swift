import Hosting
import JSON
import Leasing
import Providers
import Secrets
import Serving
import Testing

struct CredentialSettingsTests {
    private func text(_ credential: String, provider: String = "claude") -> String {
        #"{"accounts":[{"id":"a","provider":"\#(provider)","credential":\#(credential)}]}"#
    }

    private func faults(_ credential: String) throws -> [String] {
        try Inventories.faults(text(credential)).map {
            $0.split(separator: "accounts[0].credential", maxSplits: 1).last.map(String.init) ?? $0
        }
    }

    @Test func `a key is sent as its provider wants it`() throws {
        let entry = try #require(
            try Inventories.entries(text(#"{"kind":"api_key","api_key":"k-1"}"#)).first)
        #expect(entry.credential.secret == Secret("k-1"))
        #expect(entry.headers.contains { $0.name == "x-api-key" && $0.value == Secret("k-1") })
        #expect(entry.account.credentialExpiresAt == nil)
        #expect(!entry.account.canRefresh)
    }

    @Test func `a login has an end and may be renewed`() throws {
        let json = """
            {"kind":"oauth","access_token":"t-1","refresh_token":"r-1","id_token":"i",
             "expires_at":"2036-01-01T00:00:00Z","account_id":"u-1","project_id":"p-1"}
            """
        let entry = try #require(try Inventories.entries(text(json, provider: "codex")).first)
        #expect(
            entry.headers.contains {
                $0.name == "authorization" && $0.value == Secret("Bearer t-1")
            })
        #expect(
            entry.headers.contains { $0.name == "chatgpt-account-id" && $0.value == Secret("u-1") })
        #expect(entry.account.credentialExpiresAt == UnixTime(seconds: 2_082_758_400))
        #expect(entry.account.canRefresh)
        #expect(entry.credential.projectID == "p-1")
    }

    @Test(arguments: [
        (#"7"#, ": must be an object, is a number"),
        (#"{}"#, ".kind: is missing"),
        (
            #"{"kind":"apikey"}"#,
            ".kind: must be one of \"oauth\", \"api_key\"; did you mean \"api_key\"?"
        ),
        (#"{"kind":"api_key"}"#, ".api_key: is missing; give it, or \"file\""),
        (#"{"kind":"api_key","api_key":7}"#, ".api_key: must be a string, is a number"),
        (#"{"kind":"api_key","file":7}"#, ".file: must be a string, is a number"),
        (
            #"{"kind":"api_key","api_key":"a b"}"#,
            ".api_key: has a character that no header can carry"
        ),
        (
            #"{"kind":"api_key","api_key":"k","file":"f"}"#,
            ".file: and \"api_key\" exclude each other"
        ),
        (
            #"{"kind":"api_key","api_key":"k","refresh_token":"r"}"#,
            ".refresh_token: does not belong to a credential of kind \"api_key\""
        ),
        (#"{"kind":"oauth"}"#, ".access_token: is missing"),
        (
            #"{"kind":"oauth","access_token":"t","file":"f"}"#,
            ".file: does not belong to a credential of kind \"oauth\""
        ),
        (
            #"{"kind":"oauth","access_token":"t","refresh_token":"é"}"#,
            ".refresh_token: has a character that no header can carry"
        ),
        (
            #"{"kind":"oauth","access_token":"t","account_id":"a b"}"#,
            ".account_id: has a character that no header can carry"
        ),
        (
            #"{"kind":"oauth","access_token":"t","project_id":"a b"}"#,
            ".project_id: has a character that no header can carry"
        ),
        (
            #"{"kind":"oauth","access_token":"t","expires_at":1767225600}"#,
            ".expires_at: must be a string, is a number"
        ),
        (
            #"{"kind":"oauth","access_token":"t","expires_at":"never"}"#,
            ".expires_at: must be a time like 2036-01-01T00:00:00Z"
        ),
        (
            #"{"kind":"oauth","access_token":"t","acces_token":"u"}"#,
            ": unknown key \"acces_token\"; did you mean \"access_token\"?"
        ),
    ])
    func `each member has its rule`(json: String, fault: String) throws {
        #expect(try faults(json) == [fault])
    }

    @Test func `a secret of two lines is told of by its file's field, and not repeated`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("key", "first\nsecond")
        let inventory = try folder.write("i.json", text(#"{"kind":"api_key","file":"key"}"#))
        let fault = try #require(throws: StartFault.self) {
            try Inventories.read(folder, [inventory]).get()
        }
        #expect(
            fault.lines == [
                "i.json:1: accounts[0].credential.file: names a file whose secret has a character "
                    + "that no header can carry: a line break?"
            ])
    }

    @Test func `a login's mistakes are told at once`() throws {
        #expect(
            try faults(#"{"kind":"oauth","id_token":7,"expires_at":"x"}"#).count == 3)
    }

    @Test(arguments: ["api_key", "access_token", "refresh_token", "id_token"])
    func `a token that stands in the account is a literal secret`(name: String) throws {
        let account = try JSONValue.parse(Array(#"{"credential":{"\#(name)":"x"}}"#.utf8))
        #expect(CredentialSettings.isLiteral(account))
    }

    @Test func `a file's name is no secret`() throws {
        let account = try JSONValue.parse(Array(#"{"credential":{"file":"x"}}"#.utf8))
        #expect(!CredentialSettings.isLiteral(account))
    }
}
