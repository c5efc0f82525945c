import Testing
import Wire

struct HealthRequestTests {
    @Test func `it takes anything but a context that is none`() throws {
        _ = try HealthRequest([], in: nil)
        _ = try Params.read(#"{"x":[{}],"ctx":{"timeout_ms":5}}"#, HealthRequest.init)
        let fault = Params.fault(#"{"ctx":"x"}"#, HealthRequest.init)
        #expect(fault == ParameterFault(.badField, "ctx"))
    }
}
