import JSON
import Operating
import Testing

struct SummaryPagesTests {
    @Test func `each page is asked for behind the last id of the one before`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, params in
            let after = params?["after"]?.string
            let limit = params?["limit"]?.integer ?? 0
            let asked = "{\"as_of\":\"\(after ?? "-") \(limit)\",\"providers\":[]"
            switch after {
            case nil: return .result(asked + ",\"next\":\"b\"}")
            case "b": return .result(asked + ",\"next\":\"d\"}")
            case _: return .result(asked + "}")
            }
        }
        #expect(terminal.run(["summary", "--accounts", "--json"], daemon) == .success)
        let pages = terminal.text.split(separator: "\n").map {
            (try? JSONValue.parse(Array($0.utf8)))?["as_of"]?.string
        }
        #expect(pages == ["- 500", "b 500", "d 500"])
    }

    @Test func `a page of one account that is too large is a refusal`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in
            .refusal("{\"code\":8,\"data\":{\"reason\":\"RESPONSE_TOO_LARGE\"},\"message\":\"m\"}")
        }
        #expect(terminal.run(["summary", "--accounts"], daemon) == .refused)
        #expect(terminal.complaints.contains("RESPONSE_TOO_LARGE"))
    }
}
