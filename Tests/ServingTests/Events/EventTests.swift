import Serving
import Testing
import Wire

struct EventTests {
    @Test func `who watches one provider is told of it and of the daemon, not of others`() {
        let bench = Bench(
            Inventory(entries: [Bench.entry("a"), Bench.entry("b", provider: "two")]))
        let (one, two, peer) = (bench.connect(.ops), bench.connect(.ops), bench.connect())
        _ = bench.watch(one, #"{"provider":"one"}"#)
        _ = bench.watch(two, #"{"provider":"two"}"#)
        bench.report(peer, #""status":429"#)
        bench.wait(milliseconds: 1000)
        #expect(bench.told(one).flatMap(\.events).count == 1)
        #expect(bench.told(two).isEmpty)
        bench.adopt([Bench.entry("a"), Bench.entry("b", provider: "two")])
        bench.wait(milliseconds: 1000)
        #expect(bench.told(one).first?.event(0, "kind") == "inventory_reloaded")
        #expect(bench.told(two).first?.event(0, "kind") == "inventory_reloaded")
    }
}
