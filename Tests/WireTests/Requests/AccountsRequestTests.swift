import Testing
import Wire

struct AccountsRequestTests {
    @Test func `without parameters it asks for the first page of all`() throws {
        let request = try AccountsRequest([], in: nil)
        #expect(request.provider == nil && request.after == nil)
        #expect(request.limit == 500)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"provider":"p","after":"a","limit":7,"ctx":{"timeout_ms":9}}"#,
            AccountsRequest.init)
        #expect(request.provider == "p")
        #expect(request.after == "a")
        #expect(request.limit == 7)
    }

    @Test func `a page has 1 to 10,000 accounts`() {
        for limit in [0, 10_001] {
            let fault = Params.fault(#"{"limit":\#(limit)}"#, AccountsRequest.init)
            #expect(fault == ParameterFault(.integerOutOfRange, "limit"))
        }
    }
}
