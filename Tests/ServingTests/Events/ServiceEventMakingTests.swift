import Leasing
import Serving
import Testing
import Wire

struct ServiceEventMakingTests {
    @Test func `a fact is told to those who ask in the same turn, and to the log`() {
        let bench = Bench(accounts: 2)
        let (peer, observer) = (bench.connect(), bench.connect(.ops))
        let lease = bench.lease(peer)
        bench.receive(
            Bench.frame(
                #"{"jsonrpc":"2.0","id":1,"method":"MarkResult","params":{"lease_id":"\#(lease)","#
                    + #""status":429}}"#), from: peer)
        let answer = bench.call(observer, "Events", "{}")
        #expect(answer.contains("cooldown_opened"))
        #expect(bench.takeFacts().count == 1)
        #expect(bench.takeFacts().isEmpty)
    }

    @Test func `a refused Select tells what stood in the way most, and how long`() {
        let bench = Bench(accounts: 3)
        let peer = bench.connect(uid: 7)
        for _ in 0..<2 { bench.report(peer, #""status":429,"headers":{"Retry-After":"9"}"#) }
        _ = bench.lease(peer)
        _ = bench.call(peer, "Select", #"{"provider":"one","model":"m(16)"}"#)
        let event = bench.events().last
        #expect(event?["kind"] == "select_refused")
        #expect(event?["reason"] == "cooldown")
        #expect(event?["model"] == "m" && event?["provider"] == "one")
        #expect(event?["blocked_ms"] == "9000")
        #expect(event?["count"] == "1")
    }

    @Test func `one that has waited in vain is told too`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        _ = bench.ask(
            peer,
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        )
        #expect(bench.events().isEmpty)
        bench.wait(milliseconds: 1000)
        #expect(bench.events().last?["reason"] == "at_capacity")
    }

    @Test func `names that nobody knows are told once for all of them`() {
        let bench = Bench(Inventory(entries: [Bench.entry("a", models: ["x"])]))
        let peer = bench.connect()
        for number in 0..<50 {
            _ = bench.call(peer, "Select", #"{"provider":"p\#(number)"}"#)
            _ = bench.call(peer, "Select", #"{"provider":"one","model":"m\#(number)"}"#)
        }
        let told = bench.events()
        #expect(told.map { $0["reason"] } == ["UNKNOWN_PROVIDER", "UNKNOWN_MODEL"])
        #expect(told.first?["provider"] == "p0" && told.last?["model"] == "m0")
    }

    @Test func `while the daemon ends, no refusal is worth an event`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        _ = bench.ask(peer, wait)
        let watcher = bench.connect(.ops)
        _ = bench.watch(watcher)
        bench.service.stopLending(now: bench.now)
        bench.service.stopLending(now: bench.now)
        bench.wait(milliseconds: 1000)
        let kinds = bench.told(watcher).flatMap { told in
            told.events.indices.map { told.event($0, "kind") }
        }
        #expect(kinds == ["draining"])
    }
}
