import JSON
import Providers
import Testing

@Suite struct RuleReaderTests {
    private func fault(_ text: String) throws -> RuleFault? {
        let value = try JSONValue.parse(Array(text.utf8))
        do throws(RuleFault) {
            _ = try DeclaredRule.list(value, provider: "p")
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("{}", "rules"), ("[5]", "rules[0]"), ("[{}]", "rules[0].is"),
        (#"[{"is":"ok"}]"#, "rules[0].when"), (#"[{"is":"ok","when":{}}]"#, "rules[0].when"),
        (#"[{"is":"nope","when":{"status":1}}]"#, "rules[0].is"),
        (#"[{"is":5,"when":{"status":400}}]"#, "rules[0].is"),
        (#"[{"is":"ok","when":{"status":99}}]"#, "rules[0].when.status"),
        (#"[{"is":"ok","when":{"status":"400"}}]"#, "rules[0].when.status"),
        (#"[{"is":"ok","when":{"a..b":"x"}}]"#, "rules[0].when.a..b"),
        (#"[{"is":"ok","when":{"a":{}}}]"#, "rules[0].when.a"),
        (#"[{"is":"ok","when":{"a":[]}}]"#, "rules[0].when.a"),
        (#"[{"is":"ok","when":{"header.a b":"x"}}]"#, "rules[0].when.header"),
        (#"[{"is":"ok","when":{"a":"b"},"until":"header."}]"#, "rules[0].until"),
        (#"[{"is":"ok","when":{"a":"b"},"until":"5 bananas"}]"#, "rules[0].until"),
        (#"[{"is":"ok","when":{"a":"b"},"until":[7]}]"#, "rules[0].until"),
        (#"[{"is":"ok","when":{"a":"b"},"scope":"world"}]"#, "rules[0].scope"),
        (#"[{"is":"ok","when":{"a":"b"},"retry":"maybe"}]"#, "rules[0].retry"),
        (#"[{"is":"ok","when":{"a":"b"},"untl":"5s"}]"#, "rules[0].untl"),
    ])
    func `a mistake is named with its field`(rules: String, field: String) throws {
        #expect(try fault(rules)?.field == field)
    }

    @Test func `the second rule's mistake is the second's, at its place in the text`() throws {
        let text = #"[{"is":"ok","when":{"a":"b"}}, {"is":"ok","when":{"status":7}}]"#
        let fault = try fault(text)
        #expect(fault?.field == "rules[1].when.status")
        #expect(fault?.offset == 59)
    }

    @Test func `an unknown field names the nearest`() throws {
        let fault = try fault(#"[{"is":"ok","when":{"a":"b"},"untl":"5s"}]"#)
        #expect(fault?.reason == .unknownField(nearest: "until"))
    }

    @Test func `what is null is not there`() throws {
        #expect(try fault(#"[{"is":"ok","when":{"a":"b"},"until":null,"scope":null}]"#) == nil)
    }

    @Test func `there are bounds`() throws {
        let rule = #"{"is":"ok","when":{"a":"b"}}"#
        let many = "[" + Array(repeating: rule, count: 65).joined(separator: ",") + "]"
        #expect(try fault(many)?.reason == .tooMany)
    }
}
