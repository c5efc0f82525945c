import Testing
import Wire

struct WatchRequestTests {
    @Test func `without parameters it is about all providers, four times a second`() throws {
        let request = try WatchRequest([], in: nil)
        #expect(request.provider == nil)
        #expect(request.interval == 250)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"provider":"p","min_interval_ms":7,"ctx":{},"more":1}"#, WatchRequest.init)
        #expect(request.provider == "p")
        #expect(request.interval == 7)
    }

    @Test func `the interval is a millisecond to a minute`() throws {
        for interval in [0, -1, 60_001] {
            let fault = Params.fault(#"{"min_interval_ms":\#(interval)}"#, WatchRequest.init)
            #expect(fault == ParameterFault(.integerOutOfRange, "min_interval_ms"))
        }
        for interval in [1, 60_000] {
            let text = #"{"min_interval_ms":\#(interval)}"#
            #expect(try Params.read(text, WatchRequest.init).interval == interval)
        }
    }

    @Test func `a provider is an identifier`() {
        let fault = Params.fault(#"{"provider":"a b"}"#, WatchRequest.init)
        #expect(fault == ParameterFault(.badField, "provider"))
    }
}
