import Operating
import Testing

struct DrawingTests {
    @Test(arguments: [
        ("available", Paint.good), ("cooldown", .busy), ("quota", .bad), ("auth_failed", .bad),
        ("disabled", .faint),
    ])
    func `each state has its colour`(state: String, paint: Paint) {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add("a", Pool.account("a", state: state))
        let watching = Watching(pool)
        watching.read()
        let word = DisplayWidth.pad(Wording.state(state), to: 11)
        #expect(watching.frame().texts(isColoured: true).contains { $0.contains(paint(word)) })
    }
}
