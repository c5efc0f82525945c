import Leasing
import Serving
import Testing
import Wire

struct PeerOutputTests {
    private static let health = #"{"jsonrpc":"2.0","id":1,"method":"Health"}"#

    @Test func `what the kernel did not take is still there, and what it took is not`() throws {
        let bench = Bench()
        let peer = bench.connect()
        bench.receive(Bench.frame(Self.health), from: peer)
        let whole = bench.unsent(to: peer)
        #expect(whole > 8)
        for left in stride(from: whole - 1, through: 0, by: -1) {
            bench.send(1, to: peer)
            #expect(bench.unsent(to: peer) == left)
            #expect(bench.hasOutput(for: peer) == (left > 0))
        }
    }

    @Test func `an answer written between two sendings stands behind what is left`() throws {
        let bench = Bench()
        let peer = bench.connect()
        bench.receive(Bench.frame(Self.health), from: peer)
        let first = bench.unsent(to: peer)
        bench.send(5, to: peer)
        bench.receive(Bench.frame(Self.health), from: peer)
        #expect(bench.unsent(to: peer) == 2 * first - 5)
    }

    @Test func `a connection that is gone has no output and is done`() {
        let bench = Bench()
        let peer = bench.connect()
        bench.receive(Bench.frame(Self.health), from: peer)
        _ = bench.disconnect(peer)
        #expect(bench.unsent(to: peer) == 0)
        #expect(bench.isDone(peer))
        #expect(!bench.wantsInput(from: peer))
    }
}
