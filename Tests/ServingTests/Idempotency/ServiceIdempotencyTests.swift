import Leasing
import Serving
import Testing

struct ServiceIdempotencyTests {
    private func select(
        _ bench: Bench, _ peer: PeerID, key: String = "0123456789abcdef", id: Int = 1,
        _ members: String = ""
    ) -> [String] {
        bench.ask(
            peer,
            #"{"jsonrpc":"2.0","id":\#(id),"method":"Select","params":"#
                + #"{"provider":"one"\#(members),"ctx":{"idempotency_key":"\#(key)"}}}"#)
    }

    private func hello(_ bench: Bench, _ peer: PeerID, _ instance: String) {
        _ = bench.call(
            peer, "Hello",
            #"{"protocol":"1","client":{"name":"n","version":"v","instance_id":"\#(instance)"}}"#)
    }

    @Test func `the same key again gets the same lease`() {
        let bench = Bench(places: 9)
        let peer = bench.connect()
        let first = select(bench, peer).first
        let again = select(bench, peer).first
        #expect(first?["result.replayed"] == "false")
        #expect(again?["result.replayed"] == "true")
        #expect(first?["result.lease.lease_id"] == again?["result.lease.lease_id"])
        #expect(bench.leaseCount == 1)
    }

    @Test func `a client that lost its connection gets its lease on the next`() {
        let bench = Bench()
        let first = bench.connect()
        let lease = select(bench, first).first?["result.lease.lease_id"]
        _ = bench.disconnect(first)
        let second = bench.connect()
        #expect(select(bench, second).first?["result.lease.lease_id"] == lease)
        bench.wait(milliseconds: 60_000)
        #expect(bench.leaseCount == 1)
    }

    @Test func `other parameters are refused, another time to listen is not`() {
        let bench = Bench(places: 9)
        let peer = bench.connect()
        _ = select(bench, peer)
        let other = select(bench, peer, #","attempt":2"#).first
        #expect(other?["error.data.reason"] == "IDEMPOTENCY_KEY_REUSED")
        let patient = bench.call(
            peer, "Select",
            #"{"provider":"one","ctx":{"idempotency_key":"0123456789abcdef","timeout_ms":9}}"#)
        #expect(patient["result.replayed"] == "true")
    }

    @Test func `the key of a lease that has ended is gone, and free after two minutes`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = select(bench, peer).first?["result.lease.lease_id"] ?? ""
        _ = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(select(bench, peer).first?["error.data.reason"] == "IDEMPOTENT_RESULT_GONE")
        bench.wait(milliseconds: 120_000)
        #expect(select(bench, peer).first?["result.replayed"] == "false")
    }

    @Test func `a client that was killed before it read the answer gets a lease anew`() throws {
        let bench = Bench()
        let first = bench.connect()
        let lost = select(bench, first).first?["result.lease.lease_id"]
        let holder = try #require(bench.disconnect(first))
        bench.service.processEnded(of: holder, now: bench.now)
        let answer = select(bench, bench.connect()).first
        #expect(answer?["result.replayed"] == "false")
        #expect(answer?["result.lease.lease_id"] != lost)
        #expect(bench.leaseCount == 1)
    }

    @Test func `keys of other users and instances are others`() {
        let bench = Bench(places: 9)
        let (first, foreign, named) = (bench.connect(), bench.connect(uid: 7), bench.connect())
        hello(bench, named, "0123456789abcdef")
        for peer in [first, foreign, named] {
            #expect(select(bench, peer).first?["result.replayed"] == "false")
        }
        #expect(bench.leaseCount == 3)
    }

    @Test func `two connections that wait with one key are both answered with one lease`() {
        let bench = Bench()
        let holder = bench.connect()
        let lease = bench.lease(holder)
        let (first, second) = (bench.connect(), bench.connect())
        hello(bench, first, "0123456789abcdef")
        hello(bench, second, "0123456789abcdef")
        #expect(select(bench, first, #","wait_ms":900"#).isEmpty)
        #expect(select(bench, second, #","wait_ms":900"#).isEmpty)
        _ = bench.call(holder, "Release", #"{"lease_id":"\#(lease)"}"#)
        let answers = [bench.answers(first).first, bench.answers(second).first]
        #expect(answers[0]?["result.lease.lease_id"] != nil)
        #expect(answers[0]?["result.lease.lease_id"] == answers[1]?["result.lease.lease_id"])
        #expect(answers.map { $0?["result.replayed"] } == ["false", "true"])
        #expect(bench.leaseCount == 1)
    }

    @Test func `when the first of two leaves, the other waits on`() {
        let bench = Bench()
        let holder = bench.connect()
        let lease = bench.lease(holder)
        let (first, second) = (bench.connect(), bench.connect())
        #expect(select(bench, first, #","wait_ms":900"#).isEmpty)
        #expect(select(bench, second, #","wait_ms":900"#).isEmpty)
        _ = bench.disconnect(first)
        _ = bench.call(holder, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(bench.answers(second).first?["result.replayed"] == "false")
        #expect(bench.leaseCount == 1)
    }

    @Test(arguments: [1, 2])
    func `of two Selects with one key on one connection either may be cancelled`(id: Int) {
        let bench = Bench()
        let holder = bench.connect()
        let lease = bench.lease(holder)
        let peer = bench.connect()
        #expect(select(bench, peer, id: 1, #","wait_ms":900"#).isEmpty)
        #expect(select(bench, peer, id: 2, #","wait_ms":900"#).isEmpty)
        let cancel = bench.ask(
            peer, #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":\#(id)}}"#)
        #expect(cancel.map { $0["id"] } == ["\(id)"])
        _ = bench.call(holder, "Release", #"{"lease_id":"\#(lease)"}"#)
        let answers = bench.answers(peer)
        #expect(answers.map { $0["id"] } == ["\(3 - id)"])
        #expect(answers.first?["result.replayed"] == "false")
    }

    @Test func `who gives up a wait that another began does not begin it anew`() {
        let bench = Bench()
        _ = bench.lease(bench.connect())
        let (first, second) = (bench.connect(), bench.connect())
        #expect(select(bench, first, #","wait_ms":900"#).isEmpty)
        bench.wait(milliseconds: 500)
        #expect(select(bench, second, #","wait_ms":900"#).isEmpty)
        _ = bench.disconnect(second)
        bench.wait(milliseconds: 400)
        #expect(bench.answers(first).first?["error.data.waited_ms"] == "900")
    }

    @Test func `a refusal is not remembered`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        #expect(select(bench, peer).first?["error.data.reason"] == "NO_ELIGIBLE_ACCOUNT")
        #expect(select(bench, peer, id: 2, #","wait_ms":50"#).isEmpty)
        bench.wait(milliseconds: 50)
        #expect(bench.answers(peer).first?["error.data.reason"] == "NO_ELIGIBLE_ACCOUNT")
        _ = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(select(bench, peer).first?["result.replayed"] == "false")
    }
}
