import Operating
import Testing

struct HelpPageTests {
    @Test func `the help fits a usual terminal whole, names every key, and any key ends it`() {
        let watching = Watching.accounts(3)
        watching.press("?")
        let lines = watching.lines(80, 24)
        #expect(!lines.contains { $0.contains("…") && !$0.hasPrefix("accountd") })
        for key in ["Enter", "/", "s", "d", "e", "c", "q"] {
            #expect(lines.contains { $0.hasPrefix("  \(key) ") }, "\(key)")
        }
        #expect(lines.contains { $0.contains("until it resets") })
        #expect(lines.contains { $0.contains("model unsupported") && $0.contains("excluded") })
        watching.press("x")
        #expect(watching.lines().contains { $0.contains("ACCOUNT") })
    }
}
