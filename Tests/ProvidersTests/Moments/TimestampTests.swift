import JSON
import Leasing
import Providers
import Testing

@Suite struct TimestampTests {
    private func json(_ text: String) throws -> JSONValue {
        try JSONValue.parse(Array(text.utf8))
    }

    @Test(arguments: [
        "1785542400", "1785542400000", "1785542400.0", "\"1785542400\"", "\"1785542400000\"",
        "\"2026-08-01T00:00:00Z\"", "1.7855424e9",
    ])
    func `seconds, milliseconds and dates are one moment`(text: String) throws {
        #expect(Timestamp.read(try json(text)) == august)
    }

    @Test(arguments: [
        "true", "false", "null", "[]", "{}", "-5", "0", "1e300", "1e15", "\"soon\"", "\"\"",
        "\"NaN\"", "\"1785542400 \\u0000\"", "99999999999999999999",
    ])
    func `what is no moment is none`(text: String) throws {
        #expect(Timestamp.read(try json(text)) == nil)
    }

    @Test func `lengths are seconds or durations`() throws {
        #expect(Timestamp.length(try json("12")) == .seconds(12))
        #expect(Timestamp.length(try json("0.5")) == .milliseconds(500))
        #expect(Timestamp.length(try json("\"6m0s\"")) == .minutes(6))
        #expect(Timestamp.length(try json("1e300")) == nil)
        #expect(Timestamp.length(try json("true")) == nil)
    }
}
