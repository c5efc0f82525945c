import Testing
import Wire

struct LeaseRequestsTests {
    private static let name = "AAAAAAAAAAAAAAAAAAAAAA"

    @Test func `a Renew names its lease and may name a time`() throws {
        let request = try Params.read(
            #"{"lease_id":"\#(Self.name)","ttl_ms":5000}"#, RenewRequest.init)
        #expect(request.lease?.text == Self.name)
        #expect(request.term == 5000)
        let fault = Params.fault(#"{"lease_id":"\#(Self.name)","ttl_ms":1}"#, RenewRequest.init)
        #expect(fault == ParameterFault(.integerOutOfRange, "ttl_ms"))
    }

    @Test func `a Release names its lease`() throws {
        let request = try Params.read(#"{"lease_id":"\#(Self.name)"}"#, ReleaseRequest.init)
        #expect(request.lease?.text == Self.name)
    }

    @Test func `a text that cannot name a lease is read, and names none`() throws {
        #expect(try Params.read(#"{"lease_id":"x"}"#, ReleaseRequest.init).lease == nil)
        #expect(try Params.read(#"{"lease_id":""}"#, RenewRequest.init).lease == nil)
    }

    @Test func `without a lease, or with a number for one, they are refused`() {
        let missing = ParameterFault(.missingField, "lease_id")
        let bad = ParameterFault(.badField, "lease_id")
        #expect(Params.fault("{}", RenewRequest.init) == missing)
        #expect(Params.fault("{}", ReleaseRequest.init) == missing)
        #expect(Params.fault(#"{"lease_id":1}"#, RenewRequest.init) == bad)
        #expect(Params.fault(#"{"lease_id":1}"#, ReleaseRequest.init) == bad)
    }
}
