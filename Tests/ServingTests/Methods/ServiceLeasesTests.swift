import Leasing
import Serving
import Testing

struct ServiceLeasesTests {
    @Test func `a Release frees the slot at once and again does nothing`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        let params = #"{"lease_id":"\#(lease)"}"#
        let first = bench.call(peer, "Release", params)
        #expect(first["result"] == #"{"released":true,"state":"released"}"#)
        let again = bench.call(peer, "Release", params)
        #expect(again["result"] == #"{"released":false,"state":"released"}"#)
        #expect(bench.leaseCount == 0)
    }

    @Test func `a Renew answers the lease with its new time`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        bench.wait(milliseconds: 1000)
        let answer = bench.call(peer, "Renew", #"{"lease_id":"\#(lease)","ttl_ms":60000}"#)
        #expect(answer["result.expires_in_ms"] == "60000")
        #expect(answer["result.lease_id"] == lease)
        #expect(answer["result.account_id"] == "a")
    }

    @Test func `a Renew after the end says how the lease has ended`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        _ = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        let answer = bench.call(peer, "Renew", #"{"lease_id":"\#(lease)"}"#)
        #expect(answer["error.data.reason"] == "LEASE_RELEASED")
    }

    @Test func `another user's lease is as unknown as none, in the same bytes`() {
        let bench = Bench()
        let lease = bench.lease(bench.connect(uid: 1000))
        let stranger = bench.connect(uid: 1001)
        for method in ["Release", "Renew"] {
            let foreign = bench.call(stranger, method, #"{"lease_id":"\#(lease)"}"#)
            let unknown = bench.call(
                stranger, method, #"{"lease_id":"AAAAAAAAAAAAAAAAAAAAAA"}"#)
            #expect(foreign["error.data.reason"] == "LEASE_UNKNOWN")
            #expect(foreign == unknown)
        }
        #expect(bench.leaseCount == 1)
    }
}
