import Leasing
import Serving
import Testing
import Wire

struct ServicePeersTests {
    private static let summary =
        #"{"jsonrpc":"2.0","id":1,"method":"Summary","params":{"accounts":true,"limit":10000}}"#

    /// Accounts whose Summary is some hundred kilobytes.
    private func crowd() -> Bench {
        Bench(Inventory(entries: (0..<1500).map { Bench.entry("account-\($0)") }))
    }

    @Test func `a client that goes away frees its slot after the grace`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        #expect(bench.disconnect(peer) != nil)
        bench.wait(milliseconds: 4999)
        #expect(bench.leaseCount == 1)
        bench.wait(milliseconds: 1)
        #expect(bench.leaseCount == 0)
    }

    @Test func `the death of its process frees it at once`() throws {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        let holder = try #require(bench.disconnect(peer))
        bench.service.processEnded(of: holder, now: bench.now)
        #expect(bench.leaseCount == 0)
    }

    @Test func `a client that waits and leaves makes room for the next`() {
        let bench = Bench()
        let holder = bench.connect()
        let lease = bench.lease(holder)
        let (first, second) = (bench.connect(), bench.connect())
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(first, wait).isEmpty)
        #expect(bench.ask(second, wait).isEmpty)
        _ = bench.disconnect(first)
        _ = bench.call(holder, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(bench.answers(second).count == 1)
    }

    @Test func `after a half-close what is in flight is answered, and then it is done`() {
        let bench = Bench()
        let holder = bench.connect()
        let lease = bench.lease(holder)
        let peer = bench.connect()
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(peer, wait).isEmpty)
        bench.finishInput(from: peer)
        #expect(!bench.isDone(peer))
        _ = bench.call(holder, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(bench.answers(peer).count == 1)
        #expect(bench.isDone(peer))
    }

    @Test func `a client that leaves 64 KiB unread is not read, and is read again`() {
        let bench = crowd()
        let peer = bench.connect(.ops)
        bench.receive(Bench.frame(Self.summary), from: peer)
        #expect(!bench.wantsInput(from: peer))
        #expect(bench.answers(peer).count == 1)
        #expect(bench.wantsInput(from: peer))
    }

    @Test func `a frame's time does not run while its client is not read`() {
        let bench = crowd()
        let peer = bench.connect(.ops)
        let health = Bench.frame(#"{"jsonrpc":"2.0","id":2,"method":"Health"}"#)
        let bytes = Bench.frame(Self.summary) + health + health.prefix(9)
        bench.receive(bytes, from: peer)
        bench.wait(milliseconds: 9000)
        #expect(bench.answers(peer).count == 1)
        bench.wait(milliseconds: 1)
        #expect(bench.answers(peer).first?["result.status"] == "SERVING")
        #expect(!bench.isDone(peer))
    }

    @Test func `nor when an answer that comes later is what keeps it from being read`() {
        let bench = crowd()
        let peer = bench.connect()
        let select = #"{"provider":"one","account":"account-7","wait_ms":1000}"#
        _ = bench.call(peer, "Select", select)
        bench.receive(
            Bench.frame(#"{"jsonrpc":"2.0","id":7,"method":"Select","params":\#(select)}"#)
                + Bench.frame(Self.summary), from: peer)
        bench.send(bench.unsent(to: peer) - WireLimits.pauseReadingBytes + 9, to: peer)
        bench.service.advance(to: bench.now)
        #expect(bench.wantsInput(from: peer))
        let health = Bench.frame(#"{"jsonrpc":"2.0","id":2,"method":"Health"}"#)
        bench.receive(Array(health.prefix(9)), from: peer)
        bench.wait(milliseconds: 1000)
        #expect(bench.unsent(to: peer) > WireLimits.pauseReadingBytes)
        bench.wait(milliseconds: 8000)
        bench.send(bench.unsent(to: peer), to: peer)
        bench.wait(milliseconds: 4999)
        bench.receive(Array(health.dropFirst(9)), from: peer)
        #expect(bench.answers(peer).first?["result.status"] == "SERVING")
    }

    @Test func `a client with 256 KiB unread for 10 s is ended, and nothing follows a cut frame`() {
        let bench = crowd()
        let peer = bench.connect(.ops)
        bench.receive(Bench.frame(Self.summary), from: peer)
        #expect(bench.unsent(to: peer) > WireLimits.slowReaderBytes)
        bench.send(1000, to: peer)
        bench.wait(milliseconds: 9999)
        #expect(!bench.isDone(peer))
        bench.wait(milliseconds: 1)
        #expect(bench.isDone(peer))
        #expect(!bench.hasOutput(for: peer))
    }

    @Test func `each socket has its places, and one user cannot take all of them`() {
        let bench = Bench()
        for _ in 0..<WireLimits.connectionsPerUser { _ = bench.connect(uid: 1) }
        let (refused, farewell) = bench.connectOrRefuse(.lease, uid: 1)
        #expect(refused == nil)
        #expect(farewell.contains("TOO_MANY_CONNECTIONS"))
        #expect(bench.connectOrRefuse(.lease, uid: 2).0 != nil)
        for _ in 0..<WireLimits.operatorConnections { _ = bench.connect(.ops, uid: 1) }
        #expect(bench.connectOrRefuse(.ops, uid: 1).0 == nil)
    }
}
