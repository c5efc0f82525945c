import Leasing
import Providers
import Testing

@Suite struct BlockSourceTests {
    private func block(
        _ until: String, _ body: String = "{}", _ headers: [String: String] = [:]
    ) throws -> Block {
        let rules = #"[{"when":{"status":418},"is":"quota_exhausted","until":\#(until)}]"#
        return try declared(rules, 418, body, headers).block
    }

    @Test func `a field holds a point in time or a length`() throws {
        #expect(try block(#""reset""#, #"{"reset":1785542500}"#) == ends(in: 100, .resetAt))
        #expect(try block(#""reset""#, #"{"reset":50}"#) == ends(in: 50, .resetAfter))
        #expect(try block(#""a.b""#, #"{"a":{"b":"6m0s"}}"#) == ends(in: 360, .resetAfter))
        #expect(
            try block(#""error.at""#, #"{"error":{"at":"2026-08-01T00:01:00Z"}}"#)
                == ends(in: 60, .resetAt))
    }

    @Test func `a header does too`() throws {
        let date = ["X-Reset": "Sat, 01 Aug 2026 00:01:30 GMT"]
        #expect(try block(#""header.x-reset""#, "", date) == ends(in: 90, .resetAt))
        #expect(try block(#""header.x-reset""#, "", ["x-reset": "12"]) == ends(in: 12, .resetAfter))
    }

    @Test func `lengths and calendars stand for themselves`() throws {
        #expect(try block(#""5h""#) == ends(in: 18_000, .default))
        #expect(try block(#""calendar-month""#) == ends(in: 2_678_400, .calendarMonth))
        #expect(try block(#""rolling-24h""#) == ends(in: 86_400, .rolling24Hours))
        #expect(try block(#""indefinite""#) == .indefinite)
        let message = #"{"error":{"message":"try again in 9s"}}"#
        #expect(try block(#"["retry-after","message"]"#, message) == ends(in: 9, .message))
    }

    @Test func `what the answer lacks is passed over`() throws {
        #expect(try block(#"["nothing","header.none","2s"]"#) == ends(in: 2, .default))
        #expect(try block(#""reset""#, #"{"reset":true}"#) == .indefinite)
    }
}
