import Foundation
import Leasing
import Providers
import Testing

@Suite struct ProviderTests {
    @Test func `the known upstreams need no declaration`() {
        let names = ["claude", "codex", "openai", "antigravity", "gemini", "github-copilot", "xai"]
        for name in names { #expect(Provider.named(name)?.name == name) }
        #expect(Provider.named("nobody") == nil)
    }

    @Test(arguments: Provider.dialectNames)
    func `a declared provider speaks a dialect by name`(dialect: String) throws {
        let provider = try #require(Provider(name: "mine", dialect: dialect))
        #expect(provider.dialectName == dialect)
        let found = Classifier.finding(
            for: Evidence(status: 500), from: provider, now: august)
        #expect(found.category == .transient)
    }

    @Test func `there is no dialect but those`() {
        #expect(Provider(name: "mine", dialect: "klingon") == nil)
        #expect(
            Provider.dialectNames.sorted() == [
                "anthropic", "codex", "copilot", "generic", "google", "openai", "xai",
            ])
    }

    @Test func `every rule's name is in the documentation, and none besides`() throws {
        let file = CaseFile.root.appending(path: "proto-spec/providers")
            .appendingPathExtension("md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let tables = text.split(separator: "## 6.").last ?? ""
        let rows = tables.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let listed = rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
        #expect(listed.sorted() == Provider.ruleNames.sorted())
    }
}
