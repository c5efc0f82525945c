import Operating
import Testing

struct ExplanationTests {
    @Test(arguments: [
        "1", "{}", "{'accounts':[{}]}", "{'accounts':[{'account_id':'a'}]}",
    ])
    func `what lacks a promised member is not the protocol's`(result: String) {
        #expect(throws: CommandFault.self) { try Explanation(Array(quoted(result).utf8)) }
    }

    @Test func `members of a later version change nothing`() throws {
        let account = "{'account_id':'a','rules':[{'passed':true,'rule':'r'}],'state':'s'}"
        let plain = quoted("{'accounts':[\(account)],'why':'w'}")
        let later = quoted("{'accounts':[\(account)],'news':[{}],'why':'w'}")
        #expect(try Explanation(Array(plain.utf8)) == Explanation(Array(later.utf8)))
    }
}
