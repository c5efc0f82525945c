import JSON
import Secrets
import Testing
import Wire

struct SelectReplyTests {
    private func text(
        baseURL: String? = nil, known: Int? = nil, expiresIn: Int64? = nil, model: String? = "m",
        isDetached: Bool = false
    ) -> String {
        let account = AccountText(
            credential: CredentialText(
                baseURL: baseURL, generation: 7,
                headers: [("x", Secret("1")), ("authorization", Secret("B s"))],
                kind: "oauth", secret: Secret("s")),
            accountID: "claude-a", provider: "claude")
        let lease = LeaseReply(
            name: LeaseName(high: 0, low: 0), fence: 9, model: model, isDetached: isDetached,
            expiresIn: 3000)
        let reply = SelectReply(
            account: account, knownGeneration: known, credentialExpiresIn: expiresIn, lease: lease,
            poolSize: 3, isReplayed: false, waited: 4)
        var writer = JSONWriter()
        reply.write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `a lease and its credential are put together as the specification shows`() {
        #expect(
            text(baseURL: "https://u", expiresIn: 5)
                == #"{"credential":{"base_url":"https://u","expires_in_ms":5,"generation":7,"#
                + #""headers":{"authorization":"B s","x":"1"},"kind":"oauth","secret":"s"},"#
                + #""lease":{"account_id":"claude-a","detached":false,"expires_in_ms":3000,"#
                + #""fence":9,"lease_id":"AAAAAAAAAAAAAAAAAAAAAA","model":"m","probe":false,"#
                + #""provider":"claude","renew_after_ms":1000},"#
                + #""pool_size":3,"replayed":false,"waited_ms":4}"#)
    }

    @Test func `a credential that the client has is not shown`() {
        let text = text(known: 7)
        #expect(text.hasPrefix(#"{"credential":{"generation":7,"unchanged":true},"lease":"#))
        #expect(!text.contains("secret"))
    }

    @Test func `whatever there is and is not, the bytes are canonical`() throws {
        for baseURL in [nil, "https://u/é"] {
            for expiresIn in [nil, 5] as [Int64?] {
                for model in [nil, "m\"\n"] {
                    for isDetached in [false, true] {
                        let text = text(
                            baseURL: baseURL, expiresIn: expiresIn, model: model,
                            isDetached: isDetached)
                        let value = try JSONValue.parse(Array(text.utf8))
                        #expect(String(decoding: value.encoded(), as: UTF8.self) == text)
                    }
                }
            }
        }
    }
}
