import Secrets
import Seeding
import Testing

struct MentionableTests {
    /// Shapes in which upstreams give out keys; the digits and letters are chance.
    @Test(arguments: 0..<300)
    func `a key is never repeated`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
        let tail = { (count: Int) in
            String((0..<count).map { _ in letters[Int.random(in: 0..<64, using: &random)] })
        }
        let keys = [
            "sk-ant-api03-" + tail(93), "sk-proj-" + tail(48), "AIza" + tail(35),
            "gho_" + tail(36), "xai-" + tail(80), "eyJ" + tail(200) + "." + tail(40),
        ]
        for key in keys {
            #expect(Mentionable.word(key) == nil, "seed \(seed)")
            #expect(Mentionable.quoted(key) == "")
            #expect(Mentionable.path("rules[0].\(key).x") == "rules[0]")
        }
    }

    @Test(arguments: 0..<300)
    func `a key of hexadecimal digits is never repeated`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let digits = Array("0123456789abcdef")
        let key = String((0..<32).map { _ in digits[Int.random(in: 0..<16, using: &random)] })
        #expect(Mentionable.word(key) == nil, "seed \(seed)")
    }

    @Test(arguments: ["sk-ant-REALSECRET", "ghp_short", "AIzaA", "xai-", "eyJhbGciOiJ"])
    func `what begins as a key does is not repeated, however short`(text: String) {
        #expect(Mentionable.word(text) == nil)
        #expect(Mentionable.path("rules[0].\(text)") == "rules[0]")
    }

    @Test(arguments: ["maxInFlight", "max_inflight", "azure-eastus2", "gpt-4.1", "a b", ""])
    func `a name is`(name: String) {
        #expect(Mentionable.word(name) == name)
        #expect(Mentionable.quoted(name) == " \"\(name)\"")
    }

    @Test(arguments: ["a\nb", "a\u{202E}b", "é", "\u{1F600}"])
    func `what would disturb a line is not`(text: String) {
        #expect(Mentionable.word(text) == nil)
    }

    @Test func `a path without secrets stays whole`() {
        #expect(Mentionable.path("rules[12].when.error.type") == "rules[12].when.error.type")
    }
}
