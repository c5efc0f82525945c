import Testing
import Wire

struct MarkResultRequestTests {
    private static let lease = #""lease_id":"AAAAAAAAAAAAAAAAAAAAAA""#

    private func fault(_ members: String) -> ParameterFault? {
        Params.fault(#"{\#(Self.lease),\#(members)}"#, MarkResultRequest.init)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{\#(Self.lease),"seq":3,"status":429,"headers":{"Retry-After":"7"},"body":"b\n","#
                + #""phase":"mid_stream","streamed":true,"latency_ms":12,"release":true,"#
                + #""usage":{"input_tokens":5,"output_tokens":6,"cached":{"x":1}}}"#,
            MarkResultRequest.init)
        #expect(request.lease == LeaseName(high: 0, low: 0))
        #expect(request.sequence == 3)
        #expect(request.status == 429)
        #expect(request.headers.map(\.name) == ["Retry-After"])
        #expect(request.headers.map(\.value) == ["7"])
        #expect(request.body == Array("b\n".utf8))
        #expect(request.phase == .midStream)
        #expect(request.isStreamed)
        #expect(request.latency == 12)
        #expect(request.releases)
        #expect(request.inputTokens == 5)
        #expect(request.outputTokens == 6)
    }

    @Test(arguments: MarkResultRequest.TransportError.allCases)
    func `each error of transport is read by its name`(
        _ error: MarkResultRequest.TransportError
    ) throws {
        let request = try Params.read(
            #"{\#(Self.lease),"error":"\#(error.rawValue)"}"#, MarkResultRequest.init)
        #expect(request.error == error)
    }

    @Test func `a body over 64 KiB is cut and not refused`() throws {
        let body = String(repeating: "x", count: 70_000)
        let request = try Params.read(
            #"{\#(Self.lease),"status":500,"body":"\#(body)"}"#, MarkResultRequest.init)
        #expect(request.body.count == 65_536)
    }

    @Test(arguments: [
        (#""seq":1"#, ErrorReason.missingField, "status"),
        (#""status":200,"error":"network""#, .badField, "error"),
        (#""status":99"#, .integerOutOfRange, "status"),
        (#""status":600"#, .integerOutOfRange, "status"),
        (#""error":"boredom""#, .badField, "error"),
        (#""status":200,"phase":"later""#, .badField, "phase"),
        (#""status":200,"seq":0"#, .integerOutOfRange, "seq"),
        (#""status":200,"headers":{"a":1}"#, .badField, "headers"),
        (#""status":200,"headers":[]"#, .badField, "headers"),
        (#""status":200,"usage":7"#, .badField, "usage"),
        (#""status":200,"release":"yes""#, .badField, "release"),
    ])
    func `a wrong parameter is named with what is wrong`(
        _ members: String, _ reason: ErrorReason, _ field: String
    ) {
        #expect(fault(members) == ParameterFault(reason, field))
    }

    @Test func `a report without a lease is refused`() {
        let fault = Params.fault(#"{"status":200}"#, MarkResultRequest.init)
        #expect(fault == ParameterFault(.missingField, "lease_id"))
    }
}
