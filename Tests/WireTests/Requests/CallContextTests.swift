import Testing
import Wire

struct CallContextTests {
    private func fault(_ context: String) -> ParameterFault? {
        Params.fault(#"{"provider":"one","ctx":\#(context)}"#, SelectRequest.init)
    }

    @Test func `a time is 1 ms to 5 min`() {
        #expect(fault(#"{"timeout_ms":1}"#) == nil)
        #expect(fault(#"{"timeout_ms":300000}"#) == nil)
        let range = ParameterFault(.integerOutOfRange, "ctx.timeout_ms")
        #expect(fault(#"{"timeout_ms":0}"#) == range)
        #expect(fault(#"{"timeout_ms":300001}"#) == range)
        #expect(fault(#"{"timeout_ms":-1}"#) == range)
    }

    @Test func `a key has 16 to 64 bytes`() {
        let key = { (count: Int) in
            #"{"idempotency_key":"\#(String(repeating: "k", count: count))"}"#
        }
        #expect(fault(key(15))?.reason == .badField)
        #expect(fault(key(16)) == nil)
        #expect(fault(key(64)) == nil)
        #expect(fault(key(65))?.reason == .tooLong)
    }
}
