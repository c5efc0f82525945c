import HTTP
import Testing

struct FramingTests {
    private func framing(_ lines: String...) -> Result<Framing, HTTPFault> {
        let text = Requests.text(["POST / HTTP/1.1", "Host: a"] + lines)
        let steps = Requests.steps(text, closing: false)
        if let fault = steps.fault(), steps.heads().isEmpty { return .failure(fault) }
        return .success(steps.heads()[0].framing)
    }

    @Test func `a content has a length, is chunked, or is not there`() {
        #expect(framing() == .success(.length(0)))
        #expect(framing("Content-Length: 0") == .success(.length(0)))
        #expect(framing("content-length:   0042  ") == .success(.length(42)))
        #expect(framing("Transfer-Encoding: Chunked") == .success(.chunked))
        #expect(framing("Content-Length: 9223372036854775807") == .success(.length(.max)))
        #expect(framing("Content-Length: 9223372036854775808") == .success(.length(.max)))
        let nines = String(repeating: "9", count: 100)
        #expect(framing("Content-Length: \(nines)") == .success(.length(.max)))
    }

    @Test(arguments: [
        "", "-1", "+1", "1.0", "0x1", "1 2", "1,1", "1;", "a", "1_0", "\u{0661}", "1e3", "\"1\"",
    ])
    func `a length is digits and nothing else`(value: String) {
        #expect(framing("Content-Length: \(value)") == .failure(.malformedContentLength))
    }

    @Test func `two lengths are refused, equal or not`() {
        #expect(
            framing("Content-Length: 1", "Content-Length: 1") == .failure(.repeatedContentLength))
        #expect(
            framing("Content-Length: 1", "content-length: 2") == .failure(.repeatedContentLength))
    }

    @Test(arguments: [
        "", ",", "chunked,", ",chunked", "chunked,chunked", "chunked, gzip", "chunked;a=b",
        "chunked ;", "ch unked", "\"chunked\"", "chunked\u{e9}", "gzip;a, ,chunked",
    ])
    func `a list that is none, or goes on behind chunked, is malformed`(value: String) {
        #expect(framing("Transfer-Encoding: \(value)") == .failure(.malformedTransferEncoding))
    }

    @Test(arguments: ["gzip", "identity", "gzip, chunked", "x;a=b", "xchunked", "chunke"])
    func `another coding is not implemented`(value: String) {
        #expect(framing("Transfer-Encoding: \(value)") == .failure(.unsupportedTransferEncoding))
    }

    @Test func `codings in two fields are one list`() {
        #expect(
            framing("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")
                == .failure(.malformedTransferEncoding))
        #expect(
            framing("Transfer-Encoding: gzip", "Transfer-Encoding: chunked")
                == .failure(.unsupportedTransferEncoding))
    }

    @Test func `both framings at once are refused, in either order`() {
        #expect(
            framing("Transfer-Encoding: chunked", "Content-Length: 1")
                == .failure(.conflictingFraming))
        #expect(
            framing("Content-Length: 1", "Transfer-Encoding: identity")
                == .failure(.conflictingFraming))
    }

    @Test func `chunks in HTTP/1.0 are refused`() {
        #expect(
            Requests.fault("POST / HTTP/1.0", "Transfer-Encoding: chunked")
                == .malformedTransferEncoding)
    }
}
