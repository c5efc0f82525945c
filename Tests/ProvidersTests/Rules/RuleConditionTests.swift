import Leasing
import Providers
import Testing

@Suite struct RuleConditionTests {
    private func holds(
        _ condition: String, _ status: Int = 418, _ body: String = "{}",
        _ headers: [String: String] = [:]
    ) throws -> Bool {
        let rules = #"[{"when":{\#(condition)},"is":"overloaded"}]"#
        return try declared(rules, status, body, headers).category == .overloaded
    }

    @Test func `a status may be one of several`() throws {
        #expect(try holds(#""status":[418,420]"#))
        #expect(try !holds(#""status":[419,420]"#))
    }

    @Test func `text is compared without regard to case, with a star for anything`() throws {
        let body = #"{"error":{"code":"Plan_Out_2026"}}"#
        #expect(try holds(#""error.code":"plan_out_*""#, 418, body))
        #expect(try holds(#""error.code":["x","PLAN_OUT_2026"]"#, 418, body))
        #expect(try !holds(#""error.code":"plan_out""#, 418, body))
    }

    @Test func `numbers and truth values are compared as such`() throws {
        let body = #"{"error":{"code":7,"fatal":true,"list":[{"a":"b"}]}}"#
        #expect(try holds(#""error.code":7"#, 418, body))
        #expect(try holds(#""error.code":[6,7.0]"#, 418, body))
        #expect(try !holds(#""error.code":"7""#, 418, body))
        #expect(try holds(#""error.fatal":true"#, 418, body))
        #expect(try holds(#""error.list.0.a":"b""#, 418, body))
        #expect(try !holds(#""error.list.1.a":"b""#, 418, body))
    }

    @Test func `the error is found wherever the upstream has it`() throws {
        let nested = #"{"response":{"error":{"code":"x"}}}"#
        #expect(try holds(#""error.code":"x""#, 418, nested))
        #expect(try holds(#""response.error.code":"x""#, 418, nested))
        #expect(try !holds(#""error.code":"x""#, 418, "x"))
    }

    @Test func `a header is found in any case`() throws {
        let headers = ["X-Reason": "Quota: Day"]
        #expect(try holds(#""header.x-reason":"quota:*""#, 418, "", headers))
        #expect(try !holds(#""header.x-other":"*""#, 418, "", headers))
    }

    @Test func `all conditions must hold`() throws {
        #expect(try !holds(#""status":418,"error.code":"x""#))
    }
}
