import HTTP
import Testing

struct BodyReaderTests {
    private func content(ofChunks chunks: String) -> String {
        let steps = Requests.steps(Requests.chunked + chunks)
        #expect(steps.last == .end, "\(chunks)")
        return String(decoding: steps.content(), as: UTF8.self)
    }

    @Test func `the pieces of a content are its chunks joined`() {
        #expect(content(ofChunks: "3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n") == "abc0123456789")
        #expect(content(ofChunks: "0\r\n\r\n") == "")
        #expect(content(ofChunks: "000;a=b\r\nX: 1\r\nY: 2\r\n\r\n") == "")
        #expect(content(ofChunks: "2\r\n\r\n\r\n0\r\n\r\n") == "\r\n")
    }

    @Test func `trailers are checked and never added to the head`() {
        let steps = Requests.steps(Requests.chunked + "0\r\nAuthorization: x\r\n\r\n")
        #expect(steps.heads().first?.fields.contains("authorization") == false)
        #expect(Requests.fault(inChunks: "0\r\nA : 1\r\n\r\n") == .malformedField)
        #expect(Requests.fault(inChunks: "0\r\nA: 1\r\n b\r\n\r\n") == .foldedField)
        #expect(Requests.fault(inChunks: "0\r\nA: 1\n\r\n") == .bareLineFeed)
    }

    @Test func `a chunk ends with CRLF`() {
        #expect(Requests.fault(inChunks: "3\r\nabcd\r\n0\r\n\r\n") == .malformedChunk)
        #expect(Requests.fault(inChunks: "3\r\nab\r\n0\r\n\r\n") == .bareLineFeed)
        #expect(Requests.fault(inChunks: "3\r\nabc0\r\n\r\n") == .malformedChunk)
        #expect(Requests.fault(inChunks: "3\r\nabc\n0\r\n\r\n") == .bareLineFeed)
        #expect(Requests.fault(inChunks: "3\r\nabc\r\n") == .incomplete)
    }

    @Test func `chunks are counted together against the limit of the content`() {
        var limits = HTTPLimits()
        limits.bodyBytes = 5
        #expect(
            Requests.fault(inChunks: "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", limits: limits) == nil)
        let over = Requests.steps(Requests.chunked + "3\r\nabc\r\n3\r\n", limits: limits)
        #expect(over.content() == Array("abc".utf8))
        #expect(over.fault() == .contentTooLarge)
        #expect(
            Requests.fault(inChunks: "ffffffffffffffff\r\n", limits: limits) == .contentTooLarge)
    }

    @Test func `extensions are counted together against their limit`() {
        var limits = HTTPLimits()
        limits.chunkExtensionBytes = 4
        #expect(Requests.fault(inChunks: "1;a\r\nx\r\n0;b\r\n\r\n", limits: limits) == nil)
        #expect(
            Requests.fault(inChunks: "1;a\r\nx\r\n0;bc\r\n\r\n", limits: limits)
                == .chunkLineTooLong)
        let endless = "1;" + String(repeating: "a", count: 64)
        #expect(Requests.fault(inChunks: endless, limits: limits) == .chunkLineTooLong)
    }

    @Test func `what ends with the connection is counted too, however it arrives`() {
        var limits = HTTPLimits()
        limits.bodyBytes = 5
        let head = "HTTP/1.1 200 OK\r\n\r\n"
        let fitting = Responses.steps(head + "12345", limits: limits)
        #expect(Array(fitting.suffix(3)) == [.body(Array("12345".utf8)), .end, .closed])
        let over = Responses.steps(head + "123456", limits: limits)
        #expect(over.fault() == .contentTooLarge)
        #expect(
            Responses.steps(Splits.bytewise(Array((head + "123456").utf8)), limits: limits) == over)
    }
}
