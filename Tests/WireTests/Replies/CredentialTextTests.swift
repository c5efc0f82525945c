import JSON
import Secrets
import Testing
import Wire

struct CredentialTextTests {
    @Test func `headers are sorted by name and secrets escaped`() throws {
        let credential = CredentialText(
            baseURL: nil, generation: 2, headers: [("b", Secret("2")), ("a", Secret("1\""))],
            kind: "api_key",
            secret: Secret("s\""))
        let account = AccountText(credential: credential, accountID: "a", provider: "p")
        let reply = SelectReply(
            account: account, knownGeneration: nil, credentialExpiresIn: nil,
            lease: LeaseReply(
                name: LeaseName(high: 0, low: 0), fence: 1, model: nil, isDetached: false,
                expiresIn: 3),
            poolSize: 1, isReplayed: true, waited: 0)
        var writer = JSONWriter()
        reply.write(&writer)
        let text = String(decoding: writer.take(), as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"credential":{"generation":2,"headers":{"a":"1\"","b":"2"},"kind":"api_key","#
                    + #""secret":"s\""},"lease":"#))
        #expect(text.hasSuffix(#""replayed":true,"waited_ms":0}"#))
    }
}
