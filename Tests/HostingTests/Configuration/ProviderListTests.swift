import Hosting
import Leasing
import Providers
import Serving
import Testing

struct ProviderListTests {
    @Test func `the built-in providers need no declaration`() throws {
        let providers = ProviderList()
        let names = [
            "claude", "codex", "openai", "antigravity", "gemini", "github-copilot", "xai",
        ]
        for name in names {
            guard case .found(let settings) = providers[name] else {
                Issue.record("\(name) is not built in")
                continue
            }
            #expect(settings.provider.name == name)
            #expect(providers.names.contains(name))
        }
        guard case .unknown = providers["claud"] else { throw Missing() }
    }

    @Test func `a provider's mistakes are not its accounts'`() throws {
        let text = """
            {"providers":{"mine":{"dialect":"openai"}},
             "accounts":[{"id":"a","provider":"mine",
                "credential":{"kind":"api_key","api_key":"k"}}]}
            """
        #expect(try Inventories.faults(text) == ["i.json:1: providers.mine.base_url: is missing"])
    }

    @Test func `the strategy of each declared provider is the inventory's`() throws {
        let text = """
            {"providers":{"claude":{"strategy":"weighted"},"codex":{"strategy":"round_robin"},
                "xai":{}},
             "accounts":[\(Inventories.account())]}
            """
        #expect(
            try Inventories.read(text).get().inventory.strategies == [
                "claude": .weighted, "codex": .roundRobin, "xai": .leastBusy,
            ])
    }

    @Test func `a name that no provider can have is refused`() throws {
        let text = #"{"providers":{"a b":{}},"accounts":[\#(Inventories.account())]}"#
        #expect(
            try Inventories.faults(text) == [
                "i.json:1: providers: a name must be 1 to 64 of letters, digits, '.', '_' and '-'"
            ])
    }

    @Test func `a provider is declared in one file only`() throws {
        let folder = try TemporaryFolder()
        try folder.write("1.json", #"{"providers":{"claude":{}}}"#)
        try folder.write("2.json", "{\"accounts\":[],\n\"providers\":{\"claude\":{}}}")
        let reading = Inventories.read(folder, [folder.path])
        #expect(
            throws: StartFault(
                .configuration,
                ["2.json:2: providers.claude: is declared before, at 1.json:1"])
        ) { try reading.get() }
    }

    @Test func `a provider may stand in another file than its accounts`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "1.json",
            """
            {"accounts":[{"id":"a","provider":"mine",
                "credential":{"kind":"api_key","api_key":"k"}}]}
            """)
        try folder.write(
            "2.json", #"{"providers":{"mine":{"dialect":"openai","base_url":"https://a"}}}"#)
        let entries = try Inventories.read(folder, [folder.path]).get().inventory.entries
        #expect(entries.map(\.account.provider) == ["mine"])
    }

    @Test func `providers are an object of objects`() throws {
        let accounts = "\"accounts\":[\(Inventories.account())]"
        #expect(
            try Inventories.faults("{\"providers\":[],\(accounts)}")
                == ["i.json:1: providers: must be an object, is a list"])
        #expect(
            try Inventories.faults("{\"providers\":{\"claude\":1},\(accounts)}")
                == ["i.json:1: providers.claude: must be an object, is a number"])
        #expect(try Inventories.faults("{\"providers\":null,\(accounts)}") == [])
    }
}
