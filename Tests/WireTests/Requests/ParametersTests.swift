import Testing
import Wire

struct ParametersTests {
    private static let words = ["provider", "model", "wait_ms", "exclude", "ctx", "other"]
    private static let values = [
        "1", "-1", "1.5", "\"a\"", "\"\"", "[]", "{}", "true", "null", "[1]", "{\"a\":1}",
        "\"\\u0000\"", "1e999", "\"😀\"",
    ]

    @Test func `whatever is sent is read or refused with one of the four faults`() {
        let reasons: Set<ErrorReason> = [.badField, .missingField, .integerOutOfRange, .tooLong]
        for word in Self.words {
            for value in Self.values {
                let fault = Params.fault(#"{"\#(word)":\#(value)}"#, SelectRequest.init)
                guard let fault else { continue }
                #expect(reasons.contains(fault.reason), "\(word) \(value)")
            }
        }
    }

    @Test func `an identifier has no other characters than the listed ones`() {
        for scalar in (0x20...0x7e).compactMap({ UnicodeScalar(UInt32($0)) }) {
            let text = scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : "\(scalar)"
            let fault = Params.fault(#"{"provider":"a\#(text)"}"#, SelectRequest.init)
            let isListed =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || [".", "_", "-"].contains(scalar)
            #expect((fault == nil) == isListed, "\(text)")
        }
    }
}
