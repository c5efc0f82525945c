import Operating
import Testing

struct PoolSummaryTests {
    private func read(_ json: String) throws(CommandFault) -> PoolSummary {
        try PoolSummary(Array(json.utf8))
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"as_of\":\"x\"}", "{\"as_of\":\"x\",\"providers\":[{}]}",
        "{\"as_of\":\"x\",\"providers\":[],\"accounts\":[{\"account_id\":\"a\"}]}",
    ])
    func `what lacks a promised member is not the protocol's`(json: String) {
        #expect(throws: CommandFault.self) { try read(json) }
    }

    @Test func `members of a later version change nothing`() throws {
        let plain = "{\"as_of\":\"x\",\"providers\":[]}"
        let later = "{\"as_of\":\"x\",\"news\":{\"a\":[]},\"providers\":[]}"
        #expect(try read(plain) == read(later))
    }
}
