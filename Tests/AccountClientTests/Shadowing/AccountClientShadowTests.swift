import AccountClient
import Testing

struct AccountClientShadowTests {
    @Test func `a shadow is made of a client, and a client may have several`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        let (first, second) = (client.shadow(), client.shadow(patience: .seconds(60)))
        let report = await second.comparison(own: "claude-0", provider: "claude")
        #expect(report == .agreement(why: "strategy"))
        #expect(first.counts == ShadowCounts())
        #expect(daemon.connects == 1)
    }
}
