import AccountClient
import JSON
import Testing

struct ShadowDropTests {
    private func refused(_ code: Int, _ reason: String) throws -> ClientError {
        let answer = try JSONValue.parse(Array(FalsePool.refusal(1, code, reason).utf8))
        let error = try #require(answer["error"])
        return .refused(try #require(Refusal(error)))
    }

    @Test func `each failure has its reason`() throws {
        let cases: [(ClientError, ShadowDrop.Reason)] = try [
            (.unavailable("m"), .unreachable), (.closed, .unreachable),
            (.notPermitted(path: "/p", user: 7), .unreachable),
            (.protocolViolation("m"), .unsupported), (.cancelled, .cancelled),
            (refused(-32601, "METHOD_NOT_FOUND"), .unsupported),
            (refused(7, "UID_NOT_ALLOWED"), .unsupported),
            (refused(-32602, "TOO_LONG"), .refused),
            (refused(5, "UNKNOWN_PROVIDER"), .refused), (.requestTooLarge(limit: 7), .refused),
        ]
        for (error, reason) in cases {
            let drop = ShadowDrop(error, isLate: false)
            #expect(drop.reason == reason)
            #expect(drop.message == error.description)
        }
    }

    @Test func `a daemon that is not heard in time is late, one that says no is not`() throws {
        #expect(ShadowDrop(.unavailable("m"), isLate: true).reason == .late)
        let refused = try self.refused(-32601, "METHOD_NOT_FOUND")
        #expect(ShadowDrop(refused, isLate: true).reason == .unsupported)
    }

    @Test func `one line says it`() {
        let drop = ShadowDrop(.unavailable("no daemon\nat /p"), isLate: false)
        #expect(drop.description == "not compared: unreachable, no daemon\u{240a}at /p")
    }
}
