import Benching
import Testing

struct AnswerScannerTests {
    private let padding = Array("\"id\":9,\"lease_id\":\"no\"".utf8)

    /// The bytes of an answer between others, and where it is.
    private func framed(_ text: String) -> ([UInt8], Range<Int>) {
        let bytes = padding + Array(text.utf8) + padding
        return (bytes, padding.count..<bytes.count - padding.count)
    }

    @Test(
        arguments: [
            ("{\"id\":5,\"jsonrpc\":\"2.0\"}", 5), ("{\"error\":{\"a\":1},\"id\":127}", 127),
            ("{\"account_id\":1,\"id\":0}", 0), ("{\"jsonrpc\":\"2.0\"}", nil), ("", nil),
            ("{\"id\":", 0),
        ] as [(String, Int?)])
    func `the id is found wherever it stands, and nothing outside the answer`(
        text: String, id: Int?
    ) {
        let (bytes, frame) = framed(text)
        #expect(AnswerScanner.id(bytes, frame) == id)
    }

    @Test func `the lease is found, and again where it was`() throws {
        var hint = 0
        for text in [
            "{\"lease_id\":\"abc\"}", "{\"lease_id\":\"defg\"}", "{\"x\":1,\"lease_id\":\"h\"}",
        ] {
            let (bytes, frame) = framed(text)
            let lease = try #require(AnswerScanner.lease(bytes, frame, hint: &hint))
            #expect(text.contains("\"\(String(decoding: bytes[lease], as: UTF8.self))\"}"))
        }
        #expect(hint == 7)
        let (bytes, frame) = framed("{}")
        #expect(AnswerScanner.lease(bytes, frame, hint: &hint) == nil)
    }

    @Test func `an error is one by its first member`() {
        let (bytes, frame) = framed("{\"error\":{}}")
        #expect(AnswerScanner.isError(bytes, frame))
        let (others, other) = framed("{\"id\":1,\"error\":{}}")
        #expect(!AnswerScanner.isError(others, other))
        #expect(!AnswerScanner.isError([], 0..<0))
    }
}
