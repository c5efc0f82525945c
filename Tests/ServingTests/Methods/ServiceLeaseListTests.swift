import Leasing
import Serving
import Testing
import Wire

struct ServiceLeaseListTests {
    @Test func `a lease is listed with its user, its client and its times`() {
        let bench = Bench()
        let peer = bench.connect(uid: 4711)
        let hello = #"{"protocol":"1","client":{"name":"proxy","version":"1"}}"#
        _ = bench.call(peer, "Hello", hello)
        let select = #"{"provider":"one","model":"m","ttl_ms":60000}"#
        let lease = bench.call(peer, "Select", select)["result.lease.lease_id"] ?? ""
        bench.wait(milliseconds: 1500)
        let operators = bench.connect(.ops)
        let active = bench.call(operators, "Leases", "{}")
        let times = #""age_ms":1500,"client":"proxy","detached":false,"expires_in_ms":58500"#
        let name = #""lease_id":"\#(lease)","model":"m","probe":false"#
        #expect(
            active["result.leases"]
                == #"[{"account_id":"a",\#(times),"fence":100,\#(name),"#
                + #""state":"active","uid":4711}]"#)
        _ = bench.disconnect(peer)
        let orphaned = bench.call(operators, "Leases", #"{"account_id":"a"}"#)
        #expect(orphaned.contains(#""expires_in_ms":5000"#))
        #expect(orphaned.contains(#""state":"orphaned""#))
        bench.wait(milliseconds: 5000)
        #expect(bench.call(operators, "Leases", "{}")["result.leases"] == "[]")
    }

    @Test func `all leases are on one page or another, each once`() {
        let bench = Bench(accounts: 3, places: 4)
        let peer = bench.connect()
        let leases = (0..<12).map { _ in bench.lease(peer) }
        let operators = bench.connect(.ops)
        var listed = ""
        var after: String? = "0"
        var pages = 0
        while let fence = after, pages < 9 {
            let page = bench.call(operators, "Leases", #"{"limit":5,"after":\#(fence)}"#)
            listed += page["result.leases"] ?? ""
            after = page["result.next"]
            pages += 1
        }
        #expect(pages == 3)
        #expect(listed.split(separator: "lease_id").count == 13)
        for lease in leases { #expect(listed.contains(lease)) }
    }

    @Test func `an unknown account is refused`() {
        let bench = Bench()
        let answer = bench.call(bench.connect(.ops), "Leases", #"{"account_id":"z"}"#)
        #expect(answer["error.data.reason"] == "UNKNOWN_ACCOUNT")
    }
}
