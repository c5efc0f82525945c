import Testing
import Wire

struct SelectRequestTests {
    private func fault(_ members: String) -> ParameterFault? {
        Params.fault(#"{"provider":"one",\#(members)}"#, SelectRequest.init)
    }

    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"provider":"claude","model":"m(1)","session":"s","exclude":["a","b"],"account":"c","#
                + #""retry_of":"AAAAAAAAAAAAAAAAAAAAAQ","wait_ms":1e3,"ttl_ms":60000.0,"#
                + #""detached":true,"internal":true,"attempt":2,"have_credential":{"a":7},"#
                + #""ctx":{"timeout_ms":200,"idempotency_key":"0123456789abcdef"},"other":[{}]}"#,
            SelectRequest.init)
        #expect(request.provider == "claude")
        #expect(request.model == "m(1)")
        #expect(request.session == "s")
        #expect(request.excluded == ["a", "b"])
        #expect(request.account == "c")
        #expect(request.retryOf == .some(LeaseName(high: 0, low: 1)))
        #expect(request.wait == 1000)
        #expect(request.term == 60_000)
        #expect(request.isDetached)
        #expect(request.isInternal)
        #expect(request.attempt == 2)
        #expect(request.knownGenerations == ["a": 7])
        #expect(request.context.timeout == 200)
        #expect(request.context.idempotencyKey == "0123456789abcdef")
    }

    @Test func `null is absence`() throws {
        let request = try Params.read(
            #"{"provider":"one","model":null,"exclude":null,"wait_ms":null,"ctx":null}"#,
            SelectRequest.init)
        #expect(request.model == nil)
        #expect(request.excluded.isEmpty)
        #expect(request.wait == 0)
        #expect(Params.fault(#"{"provider":null}"#, SelectRequest.init)?.reason == .missingField)
    }

    @Test(arguments: [
        (#""wait_ms":1.5"#, ErrorReason.badField, "wait_ms"),
        (#""wait_ms":"1000""#, .badField, "wait_ms"),
        (#""wait_ms":true"#, .badField, "wait_ms"),
        (#""wait_ms":-1"#, .integerOutOfRange, "wait_ms"),
        (#""wait_ms":120001"#, .integerOutOfRange, "wait_ms"),
        (#""wait_ms":1e400"#, .integerOutOfRange, "wait_ms"),
        (#""ttl_ms":999"#, .integerOutOfRange, "ttl_ms"),
        (#""attempt":0"#, .integerOutOfRange, "attempt"),
        (#""attempt":10"#, .integerOutOfRange, "attempt"),
        (#""model":"""#, .badField, "model"),
        (#""model":"a\u0000""#, .badField, "model"),
        (#""exclude":"a""#, .badField, "exclude"),
        (#""exclude":["a b"]"#, .badField, "exclude"),
        (#""detached":1"#, .badField, "detached"),
        (#""have_credential":{"a":"7"}"#, .badField, "have_credential"),
        (#""ctx":7"#, .badField, "ctx"),
        (#""ctx":{"timeout_ms":0}"#, .integerOutOfRange, "ctx.timeout_ms"),
        (#""ctx":{"idempotency_key":"short"}"#, .badField, "ctx.idempotency_key"),
    ])
    func `a wrong parameter is named with what is wrong`(
        _ members: String, _ reason: ErrorReason, _ field: String
    ) {
        #expect(fault(members) == ParameterFault(reason, field))
    }

    @Test func `texts are measured in bytes of UTF-8 after unescaping`() {
        let emoji = String(repeating: "😀", count: 65)
        #expect(fault(#""session":"\#(emoji)""#)?.reason == .tooLong)
        let fits = String(repeating: #"\ud83d\ude00"#, count: 64)
        #expect(fault(#""session":"\#(fits)""#) == nil)
    }

    @Test func `a lease that cannot be one is read as none`() throws {
        let request = try Params.read(
            #"{"provider":"one","retry_of":"x"}"#, SelectRequest.init)
        #expect(request.retryOf == .some(nil))
    }
}
