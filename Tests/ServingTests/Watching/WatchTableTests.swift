import Leasing
import Serving
import Testing
import Wire

struct WatchTableTests {
    @Test func `watches come and go, and each place is used again`() {
        let bench = Bench()
        let (first, second) = (bench.connect(), bench.connect())
        for round in 0..<50 {
            for id in 1...4 { #expect(bench.watch(first, id: id)?.seq == 1) }
            _ = bench.watch(second, id: 1)
            for id in 1...4 {
                _ = bench.ask(
                    first, #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":\#(id)}}"#)
            }
            let lease = bench.lease(second, id: 1000 + round)
            bench.wait(milliseconds: 1000)
            #expect(bench.answers(first).isEmpty)
            _ = bench.call(second, "Release", #"{"lease_id":"\#(lease)"}"#)
            bench.wait(milliseconds: 1000)
            _ = bench.ask(second, #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#)
        }
    }

    @Test func `while nothing changes nothing is due`() {
        let bench = Bench()
        let watcher = bench.connect()
        for id in 1...4 { _ = bench.watch(watcher, id: id) }
        bench.wait(milliseconds: 0)
        #expect(bench.nextDeadline == nil)
        bench.wait(milliseconds: 60_000)
        #expect(bench.answers(watcher).isEmpty)
        #expect(bench.nextDeadline == nil)
    }
}
