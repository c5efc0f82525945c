import HTTP
import Proxying
import Testing

struct CallerSessionTests {
    @Test func `the most particular header names the session`() throws {
        let fields = try Fields([
            (name: "X-Session-Id", value: "general"), (name: "Session_id", value: "codex"),
        ])
        #expect(CallerSession.key(in: fields) == "codex")
        #expect(CallerSession.key(in: Fields()) == nil)
    }

    @Test func `what the daemon would refuse is no session`() throws {
        let long = String(repeating: "x", count: 257)
        let fields = try Fields([
            (name: "session_id", value: long), (name: "x-session-id", value: "short"),
        ])
        #expect(CallerSession.key(in: fields) == "short")
    }
}
