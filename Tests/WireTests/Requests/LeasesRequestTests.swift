import Testing
import Wire

struct LeasesRequestTests {
    @Test func `without parameters it asks for the first page of all`() throws {
        let request = try LeasesRequest([], in: nil)
        #expect(request.account == nil)
        #expect(request.after == 0)
        #expect(request.limit == 500)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"account_id":"a","after":9007199254740991,"limit":1}"#, LeasesRequest.init)
        #expect(request.account == "a")
        #expect(request.after == 9_007_199_254_740_991)
        #expect(request.limit == 1)
    }

    @Test func `a page has 1 to 500 leases, behind a fence`() {
        for text in [#"{"limit":0}"#, #"{"limit":501}"#] {
            let fault = Params.fault(text, LeasesRequest.init)
            #expect(fault == ParameterFault(.integerOutOfRange, "limit"))
        }
        let fault = Params.fault(#"{"after":-1}"#, LeasesRequest.init)
        #expect(fault == ParameterFault(.integerOutOfRange, "after"))
    }
}
