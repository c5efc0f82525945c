import Testing
import Wire

struct ClearBlocksRequestTests {
    @Test func `it names an account, and may name a model`() throws {
        let whole = try Params.read(#"{"account_id":"a"}"#, ClearBlocksRequest.init)
        #expect(whole.account == "a" && whole.model == nil)
        let model = try Params.read(
            #"{"account_id":"a","model":"m","ctx":{}}"#, ClearBlocksRequest.init)
        #expect(model.model == "m")
    }

    @Test func `without an account, or with a model that cannot be one, it is refused`() {
        let missing = ParameterFault(.missingField, "account_id")
        #expect(Params.fault(#"{"model":"m"}"#, ClearBlocksRequest.init) == missing)
        #expect(throws: missing) { try ClearBlocksRequest([], in: nil) }
        let fault = Params.fault(#"{"account_id":"a","model":""}"#, ClearBlocksRequest.init)
        #expect(fault == ParameterFault(.badField, "model"))
    }
}
