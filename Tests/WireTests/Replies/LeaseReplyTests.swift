import JSON
import Secrets
import Testing
import Wire

struct LeaseReplyTests {
    @Test func `a lease is answered alone as it is within a Select`() throws {
        let account = AccountText(
            credential: CredentialText(
                baseURL: nil, generation: 1, headers: [], kind: "api_key", secret: Secret("s")),
            accountID: "a", provider: "p")
        let lease = LeaseReply(
            name: LeaseName(high: 0, low: 0), fence: .max, model: "m", isDetached: true,
            expiresIn: 30_000)
        var writer = JSONWriter()
        lease.write(account, &writer)
        #expect(
            String(decoding: writer.take(), as: UTF8.self)
                == #"{"account_id":"a","detached":true,"expires_in_ms":30000,"#
                + #""fence":9223372036854775807,"lease_id":"AAAAAAAAAAAAAAAAAAAAAA","model":"m","#
                + #""probe":false,"provider":"p","renew_after_ms":10000}"#)
    }

    @Test func `a lease that tries its account out says so`() {
        let account = AccountText(
            credential: CredentialText(
                baseURL: nil, generation: 1, headers: [], kind: "api_key", secret: Secret("s")),
            accountID: "a", provider: "p")
        let lease = LeaseReply(
            name: LeaseName(high: 0, low: 0), fence: 1, model: nil, isDetached: false,
            isProbe: true, expiresIn: 30_000)
        var writer = JSONWriter()
        lease.write(account, &writer)
        #expect(
            String(decoding: writer.take(), as: UTF8.self)
                == #"{"account_id":"a","detached":false,"expires_in_ms":30000,"fence":1,"#
                + #""lease_id":"AAAAAAAAAAAAAAAAAAAAAA","probe":true,"provider":"p","#
                + #""renew_after_ms":10000}"#)
    }
}
