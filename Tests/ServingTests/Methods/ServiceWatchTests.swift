import JSON
import Leasing
import Serving
import Testing
import Wire

struct ServiceWatchTests {
    @Test func `the first event comes at once, with the whole snapshot and no past`() {
        let bench = Bench(accounts: 2)
        let (peer, watcher) = (bench.connect(), bench.connect())
        bench.report(peer, #""status":429"#)
        let first = bench.watch(watcher)
        #expect(first?.seq == 1)
        #expect(first?.events.isEmpty == true)
        #expect(first?.pool == bench.pool())
        #expect(first?.snapshot.contains("accounts") == false)
    }

    @Test func `what the frame before has done is in the snapshot`() {
        let bench = Bench()
        let peer = bench.connect()
        let select = #"{"jsonrpc":"2.0","id":1,"method":"Select","params":{"provider":"one"}}"#
        let watch = #"{"jsonrpc":"2.0","id":2,"method":"Watch"}"#
        bench.receive(Bench.frame(select) + Bench.frame(watch), from: peer)
        #expect(bench.told(peer).first?.pool.contains("in_use=1") == true)
    }

    @Test func `an unknown provider, and the fifth of a connection, are refused`() {
        let bench = Bench()
        let peer = bench.connect()
        let unknown = bench.call(peer, "Watch", #"{"provider":"two"}"#)
        #expect(unknown["error.data.reason"] == "UNKNOWN_PROVIDER")
        for id in 1...4 { #expect(bench.watch(peer, id: id) != nil) }
        let fifth = bench.call(peer, "Watch", "{}", id: 5)
        #expect(fifth["error.data.reason"] == "TOO_MANY_IN_FLIGHT")
        #expect(bench.watch(bench.connect()) != nil)
    }

    @Test func `cancelled, it has its one answer and says nothing more`() {
        let bench = Bench()
        let (peer, watcher) = (bench.connect(), bench.connect())
        _ = bench.watch(watcher, id: 3)
        let cancel = #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":3}}"#
        let answers = bench.ask(watcher, cancel)
        #expect(answers.map { $0["error.data.reason"] } == ["CLIENT_CANCELLED"])
        #expect(bench.ask(watcher, cancel).isEmpty)
        _ = bench.lease(peer)
        bench.wait(milliseconds: 1000)
        #expect(bench.answers(watcher).isEmpty)
        #expect(bench.watch(watcher, id: 3)?.seq == 1)
    }

    @Test func `its id is in flight as long as it lasts`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.watch(peer, id: 7)
        let answers = bench.ask(peer, #"{"jsonrpc":"2.0","id":7,"method":"Health"}"#)
        #expect(answers.last?["params.reason"] == "DUPLICATE_ID")
    }

    @Test func `it counts among the requests in flight`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        _ = bench.watch(peer, id: 500)
        for id in 1..<WireLimits.inFlight {
            let wait = #""method":"Select","params":{"provider":"one","wait_ms":900}}"#
            #expect(bench.ask(peer, #"{"jsonrpc":"2.0","id":\#(id),"# + wait).isEmpty)
        }
        let health = bench.call(peer, "Health", "{}", id: 501)
        #expect(health["error.data.reason"] == "TOO_MANY_IN_FLIGHT")
    }

    @Test func `when the daemon ends it is answered before the goaway`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.watch(peer)
        bench.service.stopLending(now: bench.now)
        #expect(bench.answers(peer).isEmpty)
        bench.service.drain(now: bench.now)
        let answers = bench.answers(peer)
        #expect(answers.first?["error.data.reason"] == "DRAINING" && answers.first?["id"] == "1")
        #expect(answers.last?["params.reason"] == "DRAINING")
        #expect(bench.isDone(peer))
    }

    @Test func `a client that has sent its last byte is told on`() {
        let bench = Bench()
        let (peer, watcher) = (bench.connect(), bench.connect())
        _ = bench.watch(watcher)
        bench.finishInput(from: watcher)
        #expect(!bench.isDone(watcher))
        _ = bench.lease(peer)
        bench.wait(milliseconds: 1000)
        #expect(bench.told(watcher).map(\.seq) == [2])
    }

    @Test func `a connection that goes leaves nothing due behind`() {
        let bench = Bench()
        let (peer, watcher) = (bench.connect(), bench.connect())
        for id in 1...4 { _ = bench.watch(watcher, id: id) }
        _ = bench.call(peer, "Select", #"{"provider":"one","detached":true}"#)
        bench.service.advance(to: bench.now)
        let lease = bench.now.instant + .seconds(30)
        #expect(bench.nextDeadline.map { $0 < lease } == true)
        _ = bench.disconnect(watcher)
        #expect(bench.nextDeadline == lease)
    }

    @Test func `a snapshot that would not fit a frame is refused, and ends a watch`() {
        let crowd = (0..<6000).map { Bench.entry("a\($0)", provider: "provider-\($0)") }
        let bench = Bench(Inventory(entries: crowd))
        let peer = bench.connect()
        let refused = bench.call(peer, "Watch", "{}")
        #expect(refused["error.data.reason"] == "RESPONSE_TOO_LARGE")
        #expect(bench.watch(peer, #"{"provider":"provider-1"}"#) != nil)
        let small = Bench()
        let watcher = small.connect()
        _ = small.watch(watcher)
        small.adopt(crowd)
        small.wait(milliseconds: 1000)
        #expect(small.answers(watcher).map { $0["error.data.reason"] } == ["RESPONSE_TOO_LARGE"])
    }
}
