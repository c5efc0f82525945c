import AccountClient
import HTTP
import Proxying
import Testing

struct HeaderRulesTests {
    private func fields(_ names: [String]) throws -> Fields {
        try Fields(names.map { (name: $0, value: "v") })
    }

    @Test func `the caller's credentials and its connection's fields stay here`() throws {
        let dropped = [
            "Authorization", "X-API-Key", "api-key", "x-goog-api-key", "Cookie", "Host",
            "Content-Length", "Expect", "Accept-Encoding", "X-Internal-Pricing-Sync", "TE",
            "Transfer-Encoding", "Upgrade", "Proxy-Authorization", "Keep-Alive",
        ]
        let kept = ["Content-Type", "anthropic-version", "anthropic-beta", "User-Agent", "X-Other"]
        let passed = HeaderRules.toUpstream(try fields(dropped + kept), lease: [])
        #expect(passed.map(\.name) == kept)
    }

    @Test func `a lease's headers replace the caller's`() throws {
        let lease = [
            CredentialHeader(name: "X-Api-Key", value: "leased"),
            CredentialHeader(name: "anthropic-beta", value: "b"),
            CredentialHeader(name: "bad name", value: "x"),
            CredentialHeader(name: "x-bad", value: "a\r\nb: c"),
        ]
        let passed = HeaderRules.toUpstream(
            try fields(["x-api-key", "Anthropic-Beta"]), lease: lease)
        #expect(passed.map(\.name) == ["X-Api-Key", "anthropic-beta"])
        #expect(passed.map(\.value) == ["leased", "b"])
    }

    @Test func `a cookie of an account goes to no caller`() throws {
        let names = ["Set-Cookie", "Alt-Svc", "Connection", "Content-Encoding", "X-Kept"]
        let passed = HeaderRules.toCaller(try fields(names), isDecoded: false)
        #expect(passed.map(\.name) == ["Content-Encoding", "X-Kept"])
        let decoded = HeaderRules.toCaller(try fields(names), isDecoded: true)
        #expect(decoded.map(\.name) == ["X-Kept"])
    }

    @Test func `a request is internal when its mark says 1`() throws {
        let mark = HeaderRules.internalMark
        #expect(HeaderRules.isInternal(try Fields([(name: mark, value: "1")])))
        #expect(!HeaderRules.isInternal(try Fields([(name: mark, value: "0")])))
        #expect(!HeaderRules.isInternal(Fields()))
    }

    @Test func `a report has all fields`() throws {
        #expect(
            HeaderRules.evidence(try fields(["A", "B"]))
                == [Header(name: "A", value: "v"), Header(name: "B", value: "v")])
    }
}
