import Hosting
import Leasing
import Providers
import Secrets
import Serving
import Testing

struct ProviderSettingsTests {
    private func faults(_ name: String, _ members: String) throws -> [String] {
        let text =
            #"{"providers":{"\#(name)":{\#(members)}},"accounts":[\#(Inventories.account())]}"#
        return try Inventories.faults(text).map {
            $0.split(separator: "providers.\(name)", maxSplits: 1).last.map(String.init) ?? $0
        }
    }

    @Test
    func `a name that is nearly a built-in one is asked about, with all else that is missing`()
        throws
    {
        #expect(
            try faults("claud", "\"strategy\":\"least_busy\"") == [
                ".dialect: is missing; did you mean \"claude\"?", ".base_url: is missing",
            ])
    }

    @Test func `another name needs a dialect and an address`() throws {
        #expect(
            try faults("mine", "") == [
                ".dialect: is missing, for no provider of this name is built in",
                ".base_url: is missing",
            ])
        #expect(try faults("mine", #""dialect":"openai","base_url":"https://a""#) == [])
    }

    @Test func `a wrong dialect is told once, and the rest is read all the same`() throws {
        #expect(
            try faults("mine", #""dialect":"opnai","base_url":"https://a","max_in_flight":0"#) == [
                ".dialect: must be one of \"anthropic\", \"codex\", \"openai\", \"google\", "
                    + "\"copilot\", \"xai\", \"generic\"; did you mean \"openai\"?",
                ".max_in_flight: must be a whole number from 1 to 4096",
            ])
    }

    @Test(arguments: [
        (#""base_url":"a""#, ".base_url: must be an address that begins with https:// or http://"),
        (#""token_url":7"#, ".token_url: must be a string, is a number"),
        (
            #""usage_url":"x""#,
            ".usage_url: must be an address that begins with https:// or http://"
        ),
        (#""models":"*""#, ".models: must be a list of strings, is a string"),
        (#""auth_header":"a b: c""#, ".auth_header: must be NAME or NAME: SCHEME"),
        (#""usage_interval_s":59"#, ".usage_interval_s: must be a whole number from 60 to 86400"),
        (#""max_used_percent":101"#, ".max_used_percent: must be a whole number from 1 to 100"),
        (#""client_id":"""#, ".client_id: must have 1 to 512 bytes, has 0"),
        (#""usage":[]"#, ".usage: must be an object, is a list"),
        (#""usage":{"need":[]}"#, ".usage: unknown key \"need\"; known are required"),
        (
            #""usage":{"required":[1]}"#,
            ".usage.required[0]: must be a string of 1 to 64 bytes without control characters"
        ),
        (
            #""code_review":"ignored""#,
            ".code_review: must be one of \"ignore\", \"count\"; did you mean \"ignore\"?"
        ),
        (
            #""strategy":"fill_first""#,
            ".strategy: \"fill_first\" is not served by this version; it serves "
                + "\"least_busy\", \"round_robin\", \"least_recent\", \"weighted\""
        ),
        (
            #""strategy":"weigthed""#,
            ".strategy: must be one of \"least_busy\", \"round_robin\", \"least_recent\", "
                + "\"weighted\", \"fill_first\", \"soonest_reset\"; did you mean \"weighted\"?"
        ),
        (#""stratgy":"x""#, ": unknown key \"stratgy\"; did you mean \"strategy\"?"),
        (#""rules":{}"#, ".rules: must be an array"),
        (#""rules":[{"when":{"status":429}}]"#, ".rules[0].is: is required"),
        (#""headers":[]"#, ".headers: must be an object, is a list"),
    ])
    func `each key has its rule`(member: String, fault: String) throws {
        #expect(try faults("claude", member) == [fault])
    }

    @Test func `a secret in a rule's place is not repeated`() throws {
        let key = "sk-0123456789abcdef"
        let fault = try faults("claude", #""rules":[{"\#(key)":1,"is":"ok","when":{"a":1}}]"#)
        #expect(fault.count == 1)
        #expect(fault[0].hasPrefix(".rules[0]: is not known"))
    }

    @Test func `a built-in provider is changed key by key`() throws {
        let text = """
            {"providers":{"claude":{"base_url":"https://proxy.example","models":["claude-*"],
                "max_in_flight":9,"max_used_percent":95,
                "auth_header":"X-Key","code_review":"ignore"}},
             "accounts":[{"id":"a","provider":"claude",
                "credential":{"kind":"api_key","api_key":"k"}}]}
            """
        let entry = try #require(try Inventories.entries(text).first)
        #expect(entry.baseURL == "https://proxy.example")
        #expect(entry.account.models.map(\.text) == ["claude-*"])
        #expect(entry.account.maxInFlight == 9)
        #expect(entry.account.maxUsedPercent == 95)
        #expect(entry.account.ignoredWindows == ["code_review"])
        #expect(entry.headers.contains { $0.name == "x-key" && $0.value == Secret("k") })
        #expect(entry.upstream.dialectName == "anthropic")
    }

    @Test func `an account's own settings win over its provider's`() throws {
        let text = """
            {"providers":{"openai":{"base_url":"https://p","models":["p"],"max_in_flight":9,
                "max_used_percent":95}},
             "accounts":[\(Inventories.account("a", #"""
                ,"base_url":"https://a","models":["a"],"max_in_flight":2,"max_used_percent":80
                """#))]}
            """
        let entry = try #require(try Inventories.entries(text).first)
        #expect(entry.baseURL == "https://a")
        #expect(entry.account.models.map(\.text) == ["a"])
        #expect(entry.account.maxInFlight == 2)
        #expect(entry.account.maxUsedPercent == 80)
    }

    @Test func `the secret of a client is looked for in its file`() throws {
        let faults = try faults("claude", #""client_secret_file":"no/such""#)
        #expect(faults.count == 1)
        #expect(faults[0].hasSuffix("no/such cannot be read: No such file or directory (ENOENT)"))
    }
}
