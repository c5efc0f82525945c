import Leasing
import Serving
import Testing
import Wire

struct KeyMemoryTests {
    private func select(_ bench: Bench, _ peer: PeerID, _ number: Int) -> String? {
        let key = "key-\(String(repeating: "0", count: 16))\(number)"
        let answer = bench.call(
            peer, "Select", #"{"provider":"one","ctx":{"idempotency_key":"\#(key)"}}"#)
        if let lease = answer["result.lease.lease_id"], answer["result.replayed"] == "false" {
            _ = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        }
        return answer["result.replayed"] ?? answer["error.data.reason"]
    }

    @Test func `a user's oldest key makes room for its newest`() {
        let bench = Bench()
        let peer = bench.connect()
        for number in 0...WireLimits.keysPerUser {
            #expect(select(bench, peer, number) == "false")
        }
        #expect(select(bench, peer, 1) == "IDEMPOTENT_RESULT_GONE")
        #expect(select(bench, peer, 0) == "false")
    }

    @Test func `one user's keys do not push out another's`() {
        let bench = Bench()
        let (first, second) = (bench.connect(uid: 1), bench.connect(uid: 2))
        #expect(select(bench, second, 0) == "false")
        for number in 0...WireLimits.keysPerUser { _ = select(bench, first, number) }
        #expect(select(bench, second, 0) == "IDEMPOTENT_RESULT_GONE")
    }

    @Test func `a key is remembered from its answer, however long its request waited`() {
        let bench = Bench()
        let (holder, peer) = (bench.connect(), bench.connect())
        let lease = bench.lease(holder)
        let select = Bench.frame(
            #"{"jsonrpc":"2.0","id":1,"method":"Select","params":{"provider":"one","#
                + #""wait_ms":110000,"ctx":{"idempotency_key":"0123456789abcdef"}}}"#)
        bench.receive(select, from: peer)
        bench.wait(milliseconds: 100_000)
        _ = bench.call(holder, "Release", #"{"lease_id":"\#(lease)"}"#)
        let first = bench.answers(peer).first?["result.lease.lease_id"]
        #expect(first != nil)
        bench.wait(milliseconds: 119_000)
        bench.receive(select, from: peer)
        let again = bench.answers(peer).first
        #expect(again?["result.lease.lease_id"] == first)
        #expect(again?["result.replayed"] == "true")
    }

    /// One that waits until its time is over must not keep the others in memory.
    @Test func `a key is forgotten in its time, though one before it waited for long`() {
        let bench = Bench(accounts: 2)
        let (holder, waiting, peer) = (bench.connect(), bench.connect(), bench.connect())
        _ = [bench.lease(holder), bench.lease(holder)]
        bench.receive(
            Bench.frame(
                #"{"jsonrpc":"2.0","id":1,"method":"Select","params":{"provider":"one","#
                    + #""wait_ms":110000,"ctx":{"idempotency_key":"the-key-of-who-waits"}}}"#),
            from: waiting)
        _ = bench.disconnect(holder)
        bench.wait(milliseconds: 5000)
        #expect(select(bench, peer, 1) == "false")
        bench.wait(milliseconds: 119_999)
        #expect(select(bench, peer, 1) == "IDEMPOTENT_RESULT_GONE")
        bench.wait(milliseconds: 1)
        #expect(select(bench, peer, 1) == "false")
    }

    @Test func `a stranger's key outlives any number of another's that push each other out`() {
        let bench = Bench()
        let (stranger, peer) = (bench.connect(uid: 2), bench.connect(uid: 1))
        #expect(select(bench, stranger, 0) == "false")
        for number in 0...(4 * WireLimits.keysPerUser) {
            #expect(select(bench, peer, number) == "false")
        }
        #expect(select(bench, stranger, 0) == "IDEMPOTENT_RESULT_GONE")
    }
}
