import Testing
import Wire

struct RefreshRequestTests {
    @Test func `it names an account`() throws {
        let request = try Params.read(#"{"account_id":"a","ctx":{}}"#, RefreshRequest.init)
        #expect(request.account == "a")
        let missing = ParameterFault(.missingField, "account_id")
        #expect(Params.fault("{}", RefreshRequest.init) == missing)
        #expect(throws: missing) { try RefreshRequest([], in: nil) }
    }
}
