import Operating
import Testing

struct ScreenLineTests {
    @Test func `a control character in a name is shown as a picture of it`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("c\\u001b[2J", total: 1, available: 1)]
        pool.add("a", Pool.account("a", label: "x\\u0007y", inUse: 1))
        let watching = Watching(pool)
        watching.read()
        let text = watching.lines(140).joined(separator: "\n")
        #expect(text.contains("c␛[2J") && text.contains("x␇y"))
    }

    @Test func `what is too long ends with an ellipsis`() {
        var pool = MadeUpPool()
        let id = String(repeating: "a", count: 64)
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add(id, Pool.account(id))
        let watching = Watching(pool)
        watching.read()
        #expect(watching.lines().contains { $0.hasPrefix("▸ aaaaaaaaaaaaaaaaaaa…  available") })
        #expect(watching.lines(20, 8).contains { $0.hasSuffix("…") })
    }
}
