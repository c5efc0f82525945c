import AccountClient
import HTTP
import Leasing
import Providers
import Proxying
import Secrets
import Seeding
import Serving
import Testing
import Wire

/// Whatever holds a secret shows nothing of it, however it is asked.
struct HoldersTests {
    /// A secret of letters and digits, as keys are.
    private func word(_ seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8)
        let length = Int.random(in: 6...90, using: &random)
        return String(
            decoding: (0..<length).map { _ in letters.randomElement(using: &random) ?? 0 },
            as: UTF8.self)
    }

    private func expectNothing(_ values: [Any], of secret: String, _ seed: UInt64) {
        for value in values {
            for shown in Showing.all(of: value) {
                #expect(!Showing.tells(shown, of: secret), "seed \(seed): \(type(of: value))")
            }
        }
    }

    private func credential(_ word: String) throws -> Credential {
        try Credential(kind: .oauth, secret: Secret(word), refreshToken: Secret(word))
    }

    private func entry(_ word: String, _ provider: Provider) throws -> Inventory.Entry {
        let credential = try credential(word)
        let extra = [RequestField("x-key", Secret(word))]
        return Inventory.Entry(
            account: Account(id: "a", provider: provider.name), baseURL: nil,
            credential: credential,
            headers: provider.headers(for: credential, extra: extra), upstream: provider)
    }

    @Test(arguments: 1...20)
    func `a provider's requests and tokens`(seed: UInt64) throws {
        let word = word(seed)
        let client = OAuthClient(id: "app", secret: Secret(word))
        let answer =
            "{\"access_token\":\"\(word)\",\"refresh_token\":\"\(word)\",\"id_token\":\"\(word)\"}"
        let now = UnixTime(seconds: 1_800_000_000)
        var values: [Any] = [try credential(word), client]
        for provider in Provider.builtIn {
            let credential = try credential(word)
            if let request = provider.usageRequest(for: credential) { values.append(request) }
            if let request = try? provider.renewalRequest(for: credential, client: client) {
                values.append(request)
            }
            values.append(
                provider.renewalOutcome(
                    of: Evidence(status: 200, body: Array(answer.utf8)), sentAt: now, now: now))
        }
        expectNothing(values, of: word, seed)
    }

    @Test(arguments: 1...5)
    func `an inventory`(seed: UInt64) throws {
        let word = word(seed)
        for provider in Provider.builtIn {
            let entry = try entry(word, provider)
            let inventory = Inventory(entries: [entry])
            expectNothing([entry, inventory], of: word, seed)
        }
    }

    @Test(arguments: 1...20)
    func `an answer's ready-made text`(seed: UInt64) {
        let word = word(seed)
        let text = CredentialText(
            baseURL: nil, generation: 1, headers: [("x-key", Secret(word))], kind: "api_key",
            secret: Secret(word))
        let account = AccountText(credential: text, accountID: "a", provider: "p")
        expectNothing([text, account], of: word, seed)
    }

    @Test(arguments: 1...20)
    func `a client's lease`(seed: UInt64) throws {
        let word = word(seed)
        let answer =
            "{\"credential\":{\"generation\":1,\"headers\":{\"x-key\":\"\(word)\"},"
            + "\"secret\":\"\(word)\"},\"lease\":{\"account_id\":\"a\",\"lease_id\":\"l\"},"
            + "\"pool_size\":1}"
        let read = try #require(SelectAnswer(Array(answer.utf8)))
        let lease = HeldLease(read, Wish(provider: "p"))
        let headers = lease.headers
        #expect(headers.map { $0.reveal() } == [word])
        let own = OwnAccount(headers: [CredentialHeader(name: "x-key", value: word)])
        expectNothing([read, headers, own], of: word, seed)
    }

    @Test(arguments: 1...20)
    func `what a proxy knows of its callers and upstreams`(seed: UInt64) throws {
        let word = word(seed) + "0123456789"
        let keys = try ClientKeys(Array(word.utf8))
        let header = CredentialHeader(name: "x-key", value: word)
        let fields = HeaderRules.toUpstream(Fields(), lease: [header])
        #expect(fields.first("x-key")?.value == word)
        let request = UpstreamRequest(method: "GET", url: "https://x", fields: fields)
        let file = RouteFile(
            "routes",
            Array(
                """
                {"routes":[{"prefix":"/a","provider":"a","upstream":"http://a",
                  "fallback":{"headers":{"x-key":"\(word)"}}}]}
                """.utf8))
        #expect(file.problems.isEmpty)
        expectNothing([keys, request, file, file.table], of: word, seed)
    }
}
