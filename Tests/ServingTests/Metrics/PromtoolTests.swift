import Testing

@Suite(.enabled(if: Promtool.path != nil, "promtool is not installed"))
struct PromtoolTests {
    @Test func `promtool finds nothing to complain of in the metrics`() throws {
        for bench in [Bench(), .eventful()] {
            let (isGood, said) = try Promtool.judge(["check", "metrics"], bench.metrics())
            #expect(isGood && said.isEmpty, "\(said)")
        }
    }

    @Test func `promtool does complain of a counter without its ending`() throws {
        let text = "# HELP accountd_a A.\n# TYPE accountd_a counter\naccountd_a 1\n"
        #expect(try !Promtool.judge(["check", "metrics"], text).isGood)
    }

    @Test func `promtool can read each expression of the dashboard`() throws {
        let rules = try Dashboard().expressions.enumerated().map { number, expression in
            let text = expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "  - record: panel:\(number)\n    expr: \"\(text)\"\n"
        }
        let text = "groups:\n- name: dashboard\n  rules:\n" + rules.joined()
        let (isGood, said) = try Promtool.judge(["check", "rules", "-"], text)
        #expect(isGood, "\(said)")
        let broken = text.replacing("sum", with: "sum(")
        #expect(try !Promtool.judge(["check", "rules", "-"], broken).isGood)
    }
}
