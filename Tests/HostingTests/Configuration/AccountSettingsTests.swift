import Hosting
import Leasing
import Serving
import Testing

struct AccountSettingsTests {
    private func faults(_ more: String) throws -> [String] {
        try Inventories.faults("{\"accounts\":[\(Inventories.account("a", more))]}").map {
            $0.split(separator: "accounts[0]", maxSplits: 1).last.map(String.init) ?? $0
        }
    }

    @Test func `an account that says nothing has the usual settings`() throws {
        let entry = try #require(
            try Inventories.entries("{\"accounts\":[\(Inventories.account())]}").first)
        #expect(entry.account.id == "a")
        #expect(entry.account.provider == "openai")
        #expect(entry.account.maxInFlight == 4)
        #expect(entry.account.priority == 100)
        #expect(entry.account.weight == 1)
        #expect(entry.account.isEnabled)
        #expect(entry.account.models.isEmpty)
        #expect(entry.account.label == nil)
        #expect(entry.baseURL == nil)
    }

    @Test func `an account's settings are taken as they are`() throws {
        let more = """
            ,"label":"Team Ä","models":["a-*","b"],"max_in_flight":7,"priority":3,"weight":5,
            "enabled":false,"base_url":"http://127.0.0.1:1"
            """
        let entry = try #require(
            try Inventories.entries("{\"accounts\":[\(Inventories.account("b", more))]}").first)
        #expect(entry.account.label == "Team Ä")
        #expect(entry.account.models.map(\.text) == ["a-*", "b"])
        #expect(entry.account.maxInFlight == 7)
        #expect(entry.account.priority == 3)
        #expect(entry.account.weight == 5)
        #expect(!entry.account.isEnabled)
        #expect(entry.baseURL == "http://127.0.0.1:1")
    }

    @Test(arguments: [
        (#""label":"""#, ".label: must have 1 to 256 bytes, has 0"),
        (#""label":"a\nb""#, ".label: must not contain line breaks or other control characters"),
        (
            #""models":["a",7]"#,
            ".models[1]: must be a string of 1 to 128 bytes without control characters"
        ),
        (#""max_in_flight":0"#, ".max_in_flight: must be a whole number from 1 to 4096"),
        (
            #""max_in_flight":"4""#,
            ".max_in_flight: must be a whole number from 1 to 4096, is a string"
        ),
        (#""priority":-1"#, ".priority: must be a whole number from 0 to 1000000"),
        (#""weight":1.5"#, ".weight: must be a whole number from 1 to 1000"),
        (#""enabled":"yes""#, ".enabled: must be true or false, is a string"),
        (#""base_url":"a""#, ".base_url: must be an address that begins with https:// or http://"),
        (#""proxy_url":7"#, ".proxy_url: must be a string, is a number"),
        (#""max_used_percent":0"#, ".max_used_percent: must be a whole number from 1 to 100"),
        (#""windows":7"#, ".windows: must be a list of objects, is a number"),
        (#""maxInFlight":4"#, ": unknown key \"maxInFlight\"; did you mean \"max_in_flight\"?"),
    ])
    func `each member has its rule`(member: String, fault: String) throws {
        #expect(try faults("," + member) == [fault])
    }

    @Test func `what every account has is missed together`() throws {
        #expect(
            try Inventories.faults("{\"accounts\":[{}]}") == [
                "i.json:1: accounts[0].id: is missing",
                "i.json:1: accounts[0].provider: is missing",
                "i.json:1: accounts[0].credential: is missing",
            ])
    }

    @Test(arguments: [
        ("claud", "called \"claud\"; did you mean \"claude\"?"),
        ("azure", "called \"azure\"; declare it under \"providers\" with its dialect and base_url"),
        (
            "sk-proj-0123456789abcdefghijklmnop",
            "of this name; declare it under \"providers\" with its dialect and base_url"
        ),
    ])
    func `a provider that there is not is looked for`(name: String, fault: String) throws {
        let text =
            #"{"accounts":[{"id":"a","provider":"\#(name)","#
            + #""credential":{"kind":"api_key","api_key":"k"}}]}"#
        #expect(
            try Inventories.faults(text)
                == ["i.json:1: accounts[0].provider: there is no provider \(fault)"])
    }

    @Test func `a declared provider is offered too`() throws {
        let text = """
            {"providers":{"azure":{"dialect":"openai","base_url":"https://a"}},
            "accounts":[{"id":"a","provider":"azur","credential":{"kind":"api_key","api_key":"k"}}]}
            """
        #expect(
            try Inventories.faults(text) == [
                "i.json:2: accounts[0].provider: there is no provider called \"azur\"; "
                    + "did you mean \"azure\"?"
            ])
    }
}
