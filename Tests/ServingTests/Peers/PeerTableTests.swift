import Leasing
import Serving
import Testing
import Wire

struct PeerTableTests {
    @Test func `connections come and go and leave nothing behind`() {
        let bench = Bench()
        for _ in 0..<3 {
            let peers = (0..<200).map { _ in bench.connect(uid: 7) }
            #expect(bench.connectionCount == 200)
            #expect(bench.connectedPeers.count == 200)
            for peer in peers { _ = bench.disconnect(peer) }
            #expect(bench.connectionCount == 0)
        }
        for _ in 0..<WireLimits.connectionsPerUser { _ = bench.connect(uid: 7) }
    }
}
