import Testing
import Wire

struct SummaryRequestTests {
    @Test func `without parameters it asks for the providers alone`() throws {
        let request = try SummaryRequest([], in: nil)
        #expect(request.provider == nil)
        #expect(!request.listsAccounts)
        #expect(request.limit == 500)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"provider":"p","model":"m","accounts":true,"after":"a","limit":7}"#,
            SummaryRequest.init)
        #expect(request.provider == "p")
        #expect(request.model == "m")
        #expect(request.listsAccounts)
        #expect(request.after == "a")
        #expect(request.limit == 7)
    }

    @Test func `a page has 1 to 10,000 accounts`() {
        for limit in [0, 10_001] {
            let fault = Params.fault(#"{"limit":\#(limit)}"#, SummaryRequest.init)
            #expect(fault == ParameterFault(.integerOutOfRange, "limit"))
        }
    }
}
