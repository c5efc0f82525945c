import Serving
import Testing

struct PeerIDTests {
    @Test func `a connection is read back from its word, and no later one has the same`() {
        let bench = Bench()
        var words: Set<UInt64> = []
        for _ in 0..<100 {
            let peer = bench.connect()
            #expect(PeerID(token: peer.token) == peer)
            #expect(words.insert(peer.token).inserted)
            _ = bench.disconnect(peer)
            #expect(bench.isDone(peer))
        }
    }
}
