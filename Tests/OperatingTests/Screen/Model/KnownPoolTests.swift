import Operating
import Testing

struct KnownPoolTests {
    @Test func `the header sums up the providers`() {
        var pool = MadeUpPool()
        pool.providers = [
            Pool.provider("a", total: 3, available: 1, inUse: 2, waiters: 1),
            Pool.provider("b", total: 4, available: 2, inUse: 5, waiters: 7),
        ]
        let watching = Watching(pool)
        watching.read()
        let line =
            "accountd  SERVING  7 accounts  3 available  7 in use  8 waiting         12:35:00"
        #expect(watching.lines().first == line)
    }
}
