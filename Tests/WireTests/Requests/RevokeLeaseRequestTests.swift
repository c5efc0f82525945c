import Testing
import Wire

struct RevokeLeaseRequestTests {
    private static let name = "AAAAAAAAAAAAAAAAAAAAAA"

    @Test func `it names a lease or an account`() throws {
        let lease = try Params.read(
            #"{"lease_id":"\#(Self.name)","account_id":null}"#, RevokeLeaseRequest.init)
        #expect(lease.target == .lease(LeaseName(high: 0, low: 0)))
        let account = try Params.read(#"{"account_id":"a","ctx":{}}"#, RevokeLeaseRequest.init)
        #expect(account.target == .account("a"))
    }

    @Test func `with neither or both of them it is refused`() {
        let missing = ParameterFault(.missingField, "lease_id")
        #expect(Params.fault("{}", RevokeLeaseRequest.init) == missing)
        #expect(throws: missing) { try RevokeLeaseRequest([], in: nil) }
        for text in [
            #"{"lease_id":"\#(Self.name)","account_id":"a"}"#,
            #"{"account_id":"a","lease_id":"\#(Self.name)"}"#,
        ] {
            let fault = Params.fault(text, RevokeLeaseRequest.init)
            #expect(fault == ParameterFault(.badField, "account_id"))
        }
    }
}
