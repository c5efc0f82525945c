import Leasing
import Operating
import Testing

struct ProviderLinesTests {
    @Test func `providers that have no room are counted`() {
        var pool = MadeUpPool()
        pool.providers = (0..<9).map { Pool.provider("p\($0)", total: 1, available: 1) }
        let watching = Watching(pool)
        watching.read()
        let lines = watching.lines()
        #expect(
            lines.contains { $0.hasPrefix("  p3 ") } && !lines.contains { $0.hasPrefix("  p4") })
        #expect(lines.contains("  and 5 more providers"))
        #expect(watching.printed().filter { $0.hasPrefix("  p") }.count == 9)
    }

    @Test func `when the next account is able is counted down`() {
        var pool = MadeUpPool()
        pool.providers = [
            Pool.provider("p", total: 1, available: 0, blocked: "{\"cooldown\":1}", next: 9000)
        ]
        let watching = Watching(pool)
        watching.read()
        watching.now = watching.now + .seconds(1)
        #expect(watching.lines().contains { $0.hasSuffix("  1 cooldown; next in 8s") })
    }
}
