import JSON
import Providers
import Testing

@Suite struct ClassifiedOutcomeTests {
    private func outcome(_ fields: String, prior: String? = nil) throws -> JSONValue {
        let suffix = prior.map { #","prior":\#($0)"# } ?? ""
        return try classified(#"{"provider":"generic","now":1785542400,\#(fields)\#(suffix)}"#)
    }

    @Test func `a line has all members, in alphabetical order`() throws {
        let text = #"{"provider":"generic","status":429,"model":"m","now":1785542400}"#
        let line = try Classification.lines(for: Array(text.utf8))
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"basis":"backoff_level_1","block_until":"2026-08-01T00:00:01Z","#
                + #""category":"rate_limited","indefinite":false,"needs_refresh":false,"#
                + #""retry":"other","rule":"http.too_many_requests","scope":"model","window":null}"#
                + "\n")
    }

    @Test func `an array gives a line each`() throws {
        let one = #"{"provider":"generic","status":200,"now":1785542400}"#
        let lines = try Classification.lines(for: Array("[\(one),\(one)]".utf8))
        #expect(lines.filter { $0 == 0x0A }.count == 2)
        #expect(try Classification.lines(for: Array("[]".utf8)).isEmpty)
    }

    @Test func `a block is never shortened`() throws {
        let prior = #"{"block_until":"2026-08-01T01:00:00Z","window":"7d"}"#
        let shorter = try outcome(#""status":429,"headers":{"retry-after":"60"}"#, prior: prior)
        #expect(shorter["block_until"]?.string == "2026-08-01T01:00:00Z")
        #expect(shorter["basis"]?.string == "prior")
        #expect(shorter["window"]?.string == "7d")
        let longer = try outcome(#""status":429,"headers":{"retry-after":"7200"}"#, prior: prior)
        #expect(longer["basis"]?.string == "retry_after")
        let dead = try outcome(#""status":402"#, prior: prior)
        #expect(dead["indefinite"]?.boolean == true)
        #expect(dead["basis"]?.string == "indefinite")
    }

    @Test func `what only a person ends, no hint ends`() throws {
        let prior = #"{"indefinite":true,"scope":"account"}"#
        let found = try outcome(#""status":429,"headers":{"retry-after":"60"}"#, prior: prior)
        #expect(found["indefinite"]?.boolean == true)
        #expect(found["block_until"]?.isNull == true)
    }

    @Test func `a fault of the request leaves what was`() throws {
        let prior = #"{"block_until":"2026-08-01T01:00:00Z","scope":"account"}"#
        let found = try outcome(#""status":400"#, prior: prior)
        #expect(found["category"]?.string == "client_error")
        #expect(found["scope"]?.string == "account")
        #expect(found["basis"]?.string == "prior")
    }
}
