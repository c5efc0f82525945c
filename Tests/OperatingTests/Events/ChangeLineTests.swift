import Operating
import Testing

struct ChangeLineTests {
    private func message(_ providers: String..., events: [String] = []) -> [UInt8] {
        let summary =
            "{\"as_of\":\"2026-03-12T11:34:07Z\",\"kept\":true,"
            + "\"providers\":[\(providers.joined(separator: ","))]}"
        let events = events.joined(separator: ",")
        return Array("{\"events\":[\(events)],\"id\":1,\"seq\":1,\"snapshot\":\(summary)}".utf8)
    }

    private static let claude = Pool.provider("claude", total: 3, available: 2, inUse: 7)
    private static let openai = Pool.provider("openai", total: 1, available: 1)

    @Test func `the first message tells how the pool stands, the next what has changed`() throws {
        var changes = ChangeLine(console: Terminal().console())
        #expect(
            try changes.lines(message(Self.claude, Self.openai)) == [
                "12:34:07  claude          2 of 3 accounts available, 7 in use",
                "12:34:07  openai          1 of 1 account available, 0 in use",
            ])
        let blocked = Pool.provider(
            "claude", total: 3, available: 0, waiters: 2, blocked: "{\"quota\":3}", next: 7_800_000)
        #expect(
            try changes.lines(message(blocked, Self.openai)) == [
                "12:34:07  claude          0 of 3 accounts available, 0 in use, 2 waiting, "
                    + "3 quota, next in 2 h 10 min (14:45)"
            ])
        #expect(try changes.lines(message(blocked, Self.openai)).isEmpty)
    }

    @Test func `time that goes by is no change, and a provider that goes is one`() throws {
        var changes = ChangeLine(console: Terminal().console())
        let at = { Pool.provider("claude", total: 1, available: 0, next: $0) }
        _ = try changes.lines(message(at(5000), Self.openai))
        #expect(try changes.lines(message(at(4000), Self.openai)).isEmpty)
        #expect(
            try changes.lines(message(at(3000))) == ["12:34:07  openai          has no accounts"])
    }

    @Test func `events stand before the numbers that they change`() throws {
        var changes = ChangeLine(console: Terminal().console())
        let event = Happenings.event(1, "window_opened", "'account_id':'a','window':'5h'")
        #expect(
            try changes.lines(message(Self.openai, events: [event])) == [
                "12:34:07  a               quota 5h is open again",
                "12:34:07  openai          1 of 1 account available, 0 in use",
            ])
    }

    @Test func `what is no summary is not the protocol's`() {
        var changes = ChangeLine(console: Terminal().console())
        #expect(throws: CommandFault.self) { try changes.lines(Array("{\"snapshot\":1}".utf8)) }
        #expect(throws: CommandFault.self) { try changes.lines(Array("1".utf8)) }
    }
}
