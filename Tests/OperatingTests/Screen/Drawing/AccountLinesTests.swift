import Operating
import Testing

struct AccountLinesTests {
    private func watching() -> Watching {
        var pool = MadeUpPool()
        pool.providers = ["claude", "codex"].map { Pool.provider($0, total: 1, available: 1) }
        pool.add("a", Pool.account("a", label: "team", inUse: 1))
        pool.add("b", Pool.account("b", provider: "codex"))
        let watching = Watching(pool)
        watching.read()
        return watching
    }

    @Test func `provider and label have columns where there is room`() {
        let watching = watching()
        #expect(!watching.lines(80).contains { $0.contains("LABEL") })
        let wide = watching.lines(140)
        #expect(wide.contains { $0.contains("ACCOUNT    PROVIDER  LABEL  STATE ▾") })
        #expect(wide.contains("▸ a          claude    team   available    █░░░  1/4"))
        #expect(wide.contains("  b          codex            available    ░░░░  0/4"))
    }

    @Test func `a narrow terminal has the numbers without a bar`() {
        #expect(watching().lines(40, 12).contains("▸ a          available       1/4"))
    }

    @Test func `until all accounts are read it says how far it is`() {
        let watching = Watching(.random(700, seed: 1))
        for _ in 0..<6 {
            if let inquiry = watching.screen.nextInquiry(now: watching.now) {
                watching.tell(inquiry)
            }
        }
        #expect(watching.lines(140).contains { $0.contains("reading 500 of 702") })
    }
}
