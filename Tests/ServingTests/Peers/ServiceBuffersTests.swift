import Leasing
import Serving
import Testing
import Wire

struct ServiceBuffersTests {
    private static let summary =
        #"{"jsonrpc":"2.0","id":1,"method":"Summary","params":{"accounts":true,"limit":10000}}"#

    /// A service whose Summary is over half a mebibyte.
    private func crowd() -> Bench {
        Bench(Inventory(entries: (0..<3500).map { Bench.entry("account-\($0)") }))
    }

    @Test func `over the budget those who hold the most are ended, and no others`() throws {
        let bench = crowd()
        let light = bench.connect()
        bench.receive(Bench.frame(#"{"jsonrpc":"2.0","id":1,"method":"Health"}"#), from: light)
        let hoarders = (0..<150).map { _ in bench.connect(.lease, uid: 2000) }
        for peer in hoarders { bench.receive(Bench.frame(Self.summary), from: peer) }
        let size = bench.unsent(to: hoarders[149])
        #expect(size > 500_000)
        let kept = hoarders.filter { !bench.isDone($0) }
        #expect(kept.count == WireLimits.bufferBytes / size)
        #expect(!bench.isDone(light))
        #expect(bench.answers(light).first?["result.status"] == "SERVING")
    }

    @Test func `what is read, and who leaves, makes room`() throws {
        let bench = crowd()
        let hoarders = (0..<100).map { _ in bench.connect(.lease, uid: 2000) }
        for round in 0..<4 {
            for peer in hoarders { bench.receive(Bench.frame(Self.summary), from: peer) }
            for peer in hoarders {
                #expect(!bench.isDone(peer), "round \(round)")
                #expect(bench.answers(peer).count == 1)
            }
        }
        for peer in hoarders { bench.receive(Bench.frame(Self.summary), from: peer) }
        for peer in hoarders { _ = bench.disconnect(peer) }
        let others = (0..<100).map { _ in bench.connect(.lease, uid: 2000) }
        for peer in others { bench.receive(Bench.frame(Self.summary), from: peer) }
        #expect(others.allSatisfy { !bench.isDone($0) })
    }

    @Test func `frames that were begun and not ended count too`() throws {
        let bench = Bench()
        let begun = Array(Bench.frame(String(repeating: " ", count: 262_144)).dropLast())
        var peers: [PeerID] = []
        for user in 0..<2 as Range<UInt32> {
            for _ in 0..<150 { peers.append(bench.connect(.lease, uid: user)) }
        }
        for peer in peers { bench.receive(begun, from: peer) }
        let ended = peers.filter { !bench.wantsInput(from: $0) }
        #expect(ended.count == 300 - WireLimits.bufferBytes / begun.count)
        for peer in ended {
            #expect(bench.answers(peer).map { $0["params.reason"] } == ["TOO_MANY_CONNECTIONS"])
        }
    }
}
