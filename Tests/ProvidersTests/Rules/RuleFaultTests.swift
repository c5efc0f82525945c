import JSON
import Providers
import Testing

@Suite struct RuleFaultTests {
    @Test func `every mistake has a sentence that repeats nothing of the text`() {
        let reasons: [RuleFault.Reason] = [
            .notAnArray, .notAnObject, .notText, .notAStatus, .missing, .empty, .tooMany,
            .unknownField(nearest: nil), .unknownField(nearest: "until"),
            .unknownValue(known: ["a", "b"]), .badCondition, .badSource,
        ]
        let value = JSONValue.parsePrefix(Array(#"[{"is":"s3cret","when":{}}]"#.utf8))
        let fault = value.flatMap { value in
            do throws(RuleFault) {
                _ = try DeclaredRule.list(value, provider: "p")
                return RuleFault?.none
            } catch {
                return error
            }
        }
        #expect(fault?.sentence.contains("s3cret") == false)
        #expect(fault?.sentence.contains("rate_limited") == true)
        #expect(reasons.count == 12)
    }
}
