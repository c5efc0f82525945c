import AccountClient
import Kernel
import Leasing
import Operating
import Testing

struct PoolReaderTests {
    private func answer(
        _ inquiry: Inquiry, _ answer: ScriptedDaemon.Answer
    ) -> Answer {
        var reader = PoolReader { () throws(ConnectionError) in
            try ScriptedDaemon { method, _ in method == "Hello" ? .result("{}") : answer }
                .connect("/ops")
        }
        _ = reader.answer(.connect)
        return reader.answer(inquiry)
    }

    private func refusal(_ reason: String) -> ScriptedDaemon.Answer {
        .refusal("{\"code\":8,\"data\":{\"reason\":\"\(reason)\"},\"message\":\"m\"}")
    }

    @Test(arguments: [Inquiry.events(after: nil), .startTime, .credential(of: "a", after: nil)])
    func `what an older daemon does not know is not told, and the connection goes on`(
        inquiry: Inquiry
    ) {
        for reason in ["METHOD_NOT_FOUND", "METHOD_NOT_ON_THIS_SOCKET"] {
            guard case .notTold = answer(inquiry, refusal(reason)) else {
                Issue.record("\(inquiry) is told")
                return
            }
        }
    }

    @Test func `a change that is refused is said, and so is one that is not known`() {
        let change = Inquiry.change(OperatorChange(kind: .drain, account: "a"))
        for (reason, sentence) in [
            ("UNKNOWN_ACCOUNT", "UNKNOWN_ACCOUNT: m"),
            ("METHOD_NOT_FOUND", "this daemon does not know how to do that"),
        ] {
            guard case .refused(let said) = answer(change, refusal(reason)) else {
                Issue.record("\(reason) is no refusal")
                return
            }
            #expect(said.message == sentence)
        }
    }

    @Test(arguments: [ScriptedDaemon.Answer.close, .frame("x"), .result("[]")])
    func `a connection that breaks or makes no sense is lost`(broken: ScriptedDaemon.Answer) {
        guard case .lost = answer(.overview(provider: nil), broken) else {
            Issue.record("the connection is not lost")
            return
        }
    }

    @Test func `without a connection every question is lost`() {
        var reader = PoolReader { () throws(ConnectionError) in
            throw .unreachable("/ops", .noSuchFile)
        }
        for inquiry: Inquiry in [.connect, .health] {
            guard case .lost = reader.answer(inquiry) else {
                Issue.record("\(inquiry) is answered")
                return
            }
        }
    }

    @Test(arguments: [
        ("accountd_start_time_seconds 1773300000.5", 1_773_300_000_500_000_000 as Int64?),
        ("# TYPE a b\\naccountd_start_time_seconds 1.7733e9\\n", 1_773_300_000_000_000_000),
        ("accountd_start_time_seconds NaN", nil), ("accountd_start_time_seconds", nil), ("", nil),
        ("# HELP accountd_start_time_seconds 1", nil), ("other_start_time_seconds 1", nil),
    ])
    func `the start is read from the metrics`(text: String, nanoseconds: Int64?) {
        guard case .startTime(let time) = answer(.startTime, .result("{\"text\":\"\(text)\"}"))
        else {
            Issue.record("no start time")
            return
        }
        #expect(time?.nanoseconds == nanoseconds)
    }

    @Test func `a credential of another account is none`() {
        let result =
            "{\"accounts\":[{\"account_id\":\"b\",\"credential\":{\"kind\":\"oauth\"}}]}"
        for (id, isTold) in [("a", false), ("b", true)] {
            guard
                case .credential(let note) = answer(
                    .credential(of: id, after: nil), .result(result))
            else {
                Issue.record("no credential")
                return
            }
            #expect((note != nil) == isTold)
        }
    }
}
