import Leasing
import Testing

struct QuotaWindowTests {
    private func window(_ reading: WindowReading) throws -> QuotaWindow {
        var host = Host("a")
        try host.use(Finding(.ok, rule: "ok", readings: [reading]))
        return try #require(try host.account("a").records.windows.first)
    }

    @Test func `a window whose reset has passed is open by arithmetic, and unused`() throws {
        let reset = Host.start + .minutes(5)
        let window = try window(
            WindowReading(
                "primary", usedPercent: 100, isLimitReached: true,
                resetsAt: Host.startUnix + .minutes(5), source: .header))
        let before = reset + Interval(nanoseconds: -1)
        #expect(window.blocks(at: before) && !window.blocks(at: reset))
        #expect(window.usedPercent(at: before) == 100)
        #expect(window.usedPercent(at: reset) == 0)
        #expect(window.blockEnd == reset)
    }

    @Test func `a full window without a reset blocks for ever`() throws {
        let window = try window(WindowReading("primary", isLimitReached: true, source: .header))
        #expect(window.blocks(at: .distantFuture))
        #expect(window.usedPercent(at: .distantFuture) == nil)
    }

    @Test func `a window with something left blocks nothing`() throws {
        let window = try window(
            WindowReading("primary", usedPercent: 99.5, source: .header))
        #expect(!window.blocks(at: Host.start))
        #expect(window.usedPercent(at: Host.start) == 99.5)
    }
}
