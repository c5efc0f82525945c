import Leasing
import Serving
import Testing

struct ServiceInventoryTests {
    private func generation(_ bench: Bench, _ peer: PeerID) -> String? {
        bench.call(peer, "Select", #"{"provider":"one"}"#)["result.credential.generation"]
    }

    @Test func `the same credential keeps its number and another gets the next`() {
        let bench = Bench(places: 9)
        let peer = bench.connect()
        #expect(generation(bench, peer) == "1")
        bench.adopt([Bench.entry("a", places: 9)])
        #expect(generation(bench, peer) == "1")
        bench.adopt([Bench.entry("a", places: 9, generation: 2)])
        #expect(generation(bench, peer) == "2")
    }

    @Test func `accounts are chosen as the inventory says`() {
        let entries = ["a", "b"].map { Bench.entry($0, places: 9) }
        let bench = Bench(Inventory(entries: entries, strategies: ["one": .roundRobin]))
        let peer = bench.connect()
        let accounts = (0..<3).map { _ in
            bench.call(peer, "Select", #"{"provider":"one","exclude":["none"]}"#)[
                "result.lease.account_id"]
        }
        #expect(accounts == ["a", "b", "a"])
    }

    @Test func `leases outlive a reload, also of an account that is gone`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        bench.adopt([Bench.entry("b")])
        #expect(bench.leaseCount == 1)
        let release = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(release["result.released"] == "true")
        #expect(bench.accountCount == 1)
    }

    @Test func `a lease of an account that is gone is renewed and answered again`() {
        let bench = Bench()
        let peer = bench.connect()
        let select = #"{"provider":"one","ctx":{"idempotency_key":"0123456789abcdef"}}"#
        let lease = bench.call(peer, "Select", select)["result.lease.lease_id"] ?? "none"
        bench.adopt([Bench.entry("b")])
        let renewed = bench.call(peer, "Renew", #"{"lease_id":"\#(lease)","ttl_ms":60000}"#)
        #expect(renewed["result.account_id"] == "a")
        let again = bench.call(peer, "Select", select)
        #expect(again["result.replayed"] == "true")
        #expect(again["result.lease.lease_id"] == lease)
        let report = bench.call(peer, "MarkResult", #"{"lease_id":"\#(lease)","status":500}"#)
        #expect(report["result.category"] == "transient")
    }

    @Test func `an account that comes back with another key while leased has the next number`() {
        let bench = Bench(places: 9)
        let peer = bench.connect()
        #expect(generation(bench, peer) == "1")
        bench.adopt([Bench.entry("b")])
        bench.adopt([Bench.entry("a", places: 9, generation: 2)])
        #expect(generation(bench, peer) == "2")
    }

    @Test func `an account that comes back without leases has the next number too`() {
        let bench = Bench(places: 9)
        let peer = bench.connect()
        bench.adopt([Bench.entry("b")])
        bench.adopt([Bench.entry("a", places: 9, generation: 2)])
        #expect(generation(bench, peer) == "2")
        bench.adopt([Bench.entry("b")])
        bench.adopt([Bench.entry("a", places: 9, generation: 2)])
        #expect(generation(bench, peer) == "2")
    }

    @Test func `who waits gets the account that a reload brings`() {
        let bench = Bench()
        let (first, second) = (bench.connect(), bench.connect())
        _ = bench.lease(first)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(second, wait).isEmpty)
        bench.adopt([Bench.entry("a"), Bench.entry("b")])
        #expect(bench.answers(second).first?["result.lease.account_id"] == "b")
    }

    @Test func `a lease that was granted and ended before a late reload is told of`() {
        let bench = Bench()
        let peer = bench.connect()
        for id in 1...2 {
            let select = Bench.frame(
                #"{"jsonrpc":"2.0","id":\#(id),"method":"Select","params":"#
                    + #"{"provider":"one","detached":true,"ttl_ms":1000,"wait_ms":9000}}"#)
            bench.receive(select, from: peer)
        }
        _ = bench.answers(peer)
        bench.pass(milliseconds: 2000)
        bench.adopt([])
        #expect(bench.answers(peer).first?["result.lease.account_id"] == "a")
        #expect(bench.accountCount == 0)
    }
}
