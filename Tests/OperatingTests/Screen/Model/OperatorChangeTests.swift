import Operating
import Testing

struct OperatorChangeTests {
    @Test(arguments: [
        (OperatorChange.Kind.enable, "{\"account_id\":\"a\",\"enabled\":true}"),
        (.disable, "{\"account_id\":\"a\",\"enabled\":false}"),
        (.drain, "{\"account_id\":\"a\",\"draining\":true}"),
        (.undrain, "{\"account_id\":\"a\",\"draining\":false}"),
        (.clear, "{\"account_id\":\"a\"}"),
    ])
    func `a change is asked about by the account's name and sent as the protocol has it`(
        kind: OperatorChange.Kind, params: String
    ) {
        let change = OperatorChange(kind: kind, account: "a")
        #expect(String(decoding: change.params, as: UTF8.self) == params)
        #expect(change.question.contains(" a") && change.question.contains("?"))
    }
}
