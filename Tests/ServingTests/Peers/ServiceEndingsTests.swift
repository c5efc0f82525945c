import Leasing
import Serving
import Testing
import Wire

/// What a fuzzer found: rare orders of ends, waits and unread answers.
struct ServiceEndingsTests {
    private func crowd(_ count: Int, places: Int = 1) -> Bench {
        Bench(
            Inventory(entries: (0..<count).map { Bench.entry("account-\($0)", places: places) }))
    }

    private func select(_ id: Int, wait: Int = 0, key: String? = nil) -> [UInt8] {
        let context = key.map { #","ctx":{"idempotency_key":"\#($0)"}"# } ?? ""
        return Bench.frame(
            #"{"jsonrpc":"2.0","id":\#(id),"method":"Select","params":{"provider":"one","#
                + #""wait_ms":\#(wait)\#(context)}}"#)
    }

    private func summary(limit: Int) -> [UInt8] {
        Bench.frame(
            #"{"jsonrpc":"2.0","id":9000,"method":"Summary","#
                + #""params":{"accounts":true,"limit":\#(limit)}}"#)
    }

    @Test func `a connection that is ended and reads nothing is closed after its patience`() {
        let bench = Bench()
        let peer = bench.connect()
        bench.receive([0, 0, 0, 0], from: peer)
        _ = bench.touchedPeers()
        bench.wait(milliseconds: Int64(WireLimits.slowReaderMilliseconds))
        #expect(bench.touchedPeers().contains(peer))
        #expect(bench.isDone(peer))
    }

    @Test func `each frame has its own time, from its own first byte`() {
        let bench = Bench()
        let peer = bench.connect()
        let health = Bench.frame(#"{"jsonrpc":"2.0","id":1,"method":"Health"}"#)
        bench.receive(Array(health.prefix(5)), from: peer)
        bench.wait(milliseconds: 4900)
        bench.receive(Array(health.dropFirst(5)) + health.prefix(5), from: peer)
        bench.wait(milliseconds: 4900)
        #expect(bench.wantsInput(from: peer))
        bench.wait(milliseconds: 100)
        #expect(!bench.wantsInput(from: peer))
    }

    @Test
    func `a key's second request of the same connection waits on when the first is cancelled`() {
        let bench = Bench()
        let holder = bench.connect()
        let lease = bench.lease(holder)
        let peer = bench.connect()
        bench.receive(
            select(1, wait: 60_000, key: "0123456789abcdef")
                + select(2, wait: 60_000, key: "0123456789abcdef"), from: peer)
        bench.receive(
            Bench.frame(#"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#), from: peer)
        #expect(bench.answers(peer).map { $0["error.data.reason"] } == ["CLIENT_CANCELLED"])
        _ = bench.ask(
            holder,
            #"{"jsonrpc":"2.0","id":3,"method":"Release","params":{"lease_id":"\#(lease)"}}"#)
        let answers = bench.answers(peer)
        #expect(answers.map { $0["id"] } == ["2"])
        #expect(answers.first?["result.lease.lease_id"] != nil)
    }

    @Test func `what was sent before the last byte is decided, however late its answers are read`()
    {
        let bench = crowd(1000)
        let peer = bench.connect()
        let health = (1...100).flatMap {
            Bench.frame(#"{"jsonrpc":"2.0","id":\#($0),"method":"Health"}"#)
        }
        bench.receive(summary(limit: 1000) + health, from: peer)
        bench.finishInput(from: peer)
        var count = 0
        for _ in 0..<20 {
            count += bench.answers(peer).count
            bench.wait(milliseconds: 1)
        }
        #expect(count == 101)
        #expect(bench.isDone(peer))
    }

    @Test func `answers that come late make a slow reader too`() {
        let bench = crowd(1400)
        let (peer, other) = (bench.connect(), bench.connect())
        var leases: [String] = []
        for id in 0..<1400 { leases.append(bench.lease(other, id: id)) }
        for id in 1...120 { bench.receive(select(id, wait: 60_000), from: peer) }
        bench.receive(summary(limit: 1400), from: peer)
        let before = bench.unsent(to: peer)
        #expect(before < WireLimits.slowReaderBytes)
        for lease in leases.prefix(120) {
            _ = bench.ask(
                other,
                #"{"jsonrpc":"2.0","id":1,"method":"Release","params":{"lease_id":"\#(lease)"}}"#)
        }
        // The kernel is offered them, and takes none.
        #expect(bench.touchedPeers().contains(peer))
        #expect(bench.unsent(to: peer) > WireLimits.slowReaderBytes)
        // Nothing but the clock tells the service to look at the connection again.
        bench.wait(milliseconds: Int64(WireLimits.slowReaderMilliseconds))
        #expect(bench.isDone(peer))
    }

    @Test func `who reads all answers of a turn is no slow reader, however much they are`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        for id in 1...120 { bench.receive(select(id, wait: 60_000), from: peer) }
        bench.adopt([Bench.entry("a", places: 200, padding: 8000)])
        let answers = bench.answers(peer)
        #expect(answers.map(\.utf8.count).reduce(0, +) > WireLimits.unsentBytes)
        #expect(answers.count { $0["result.lease.lease_id"] != nil } == 120)
        #expect(!bench.isDone(peer))
    }
}
