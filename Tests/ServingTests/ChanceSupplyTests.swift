import Leasing
import Serving
import Testing

struct ChanceSupplyTests {
    @Test func `two thousand leases have two thousand names`() {
        let bench = Bench(places: 4096)
        let peer = bench.connect()
        var names: Set<String> = []
        for _ in 0..<2000 { names.insert(bench.lease(peer)) }
        #expect(names.count == 2000)
    }
}
