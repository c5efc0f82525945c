import Leasing
import Serving
import Testing
import Wire

struct PeerTests {
    @Test func `the keeper's requests may be larger than a proxy's`() {
        let bench = Bench()
        let header: [UInt8] = [0, 4, 0, 1]
        let (proxy, keeper) = (bench.connect(.lease), bench.connect(.keeper))
        bench.receive(header, from: proxy)
        bench.receive(header, from: keeper)
        let goaway = bench.answers(proxy).first
        #expect(goaway?["params.reason"] == "FRAME_TOO_LARGE")
        #expect(goaway?["params.max_frame_bytes"] == "\(WireLimits.requestBytes)")
        #expect(bench.answers(keeper).isEmpty)
    }
}
