import Testing
import Wire

struct EventsRequestTests {
    @Test func `without parameters it asks for the latest hundred`() throws {
        let request = try EventsRequest([], in: nil)
        #expect(request.after == nil)
        #expect(request.limit == 100)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"after_seq":9007199254740991,"limit":1024,"ctx":{}}"#, EventsRequest.init)
        #expect(request.after == 9_007_199_254_740_991)
        #expect(request.limit == 1024)
    }

    @Test func `what is out of range is refused by name`() {
        let cases = [
            ("after_seq", -1), ("after_seq", 9_007_199_254_740_992), ("limit", 0), ("limit", 1025),
        ]
        for (field, value) in cases {
            let fault = Params.fault(#"{"\#(field)":\#(value)}"#, EventsRequest.init)
            #expect(fault == ParameterFault(.integerOutOfRange, field))
        }
    }
}
