import HTTP
import Testing

struct ResponseReaderTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let texts = [
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nabc",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    ]

    @Test(arguments: texts)
    func `any split of the same response gives the same events`(text: String) {
        let whole = Responses.steps(text)
        #expect(whole.content() == bytes("abc"))
        #expect(whole.contains(.end))
        #expect(Responses.steps(Splits.bytewise(bytes(text))) == whole)
        for pieces in Splits.inTwo(bytes(text)) { #expect(Responses.steps(pieces) == whole) }
    }

    @Test func `a response that is cut is never whole unless only its end can end it`() {
        for text in Self.texts {
            for end in text.utf8.indices.dropFirst() {
                let steps = Responses.steps(String(text[..<end]))
                let isUntilClose = text.hasPrefix("HTTP/1.1 200 OK\r\n\r\n")
                guard !isUntilClose || steps.isEmpty else { continue }
                #expect(steps.fault() == .incomplete || isUntilClose, "\(text[..<end])")
            }
        }
    }

    @Test func `some responses have no content whatever their head says`() {
        for status in [204, 304] {
            let text = "HTTP/1.1 \(status) \r\nContent-Length: 3\r\n\r\n"
            #expect(Responses.steps(text + text, to: ["GET", "GET"]).heads().count == 2)
        }
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let steps = Responses.steps(text + text, to: ["HEAD", "HEAD"])
        #expect(steps.heads().count == 2 && steps.fault() == nil)
    }

    @Test func `interim responses come before the final one`() {
        let steps = Responses.steps(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        #expect(steps.heads().map(\.status) == [100, 103, 201])
        #expect(steps.heads().map(\.isInterim) == [true, true, false])
        #expect(steps.last == .end)
    }

    @Test func `a protocol that nobody asked for is no response`() {
        #expect(
            Responses.steps("HTTP/1.1 101 Switching Protocols\r\n\r\n").fault()
                == .malformedStartLine)
    }

    @Test func `a connection goes on only behind a response with an end of its own`() {
        let whole = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
        #expect(Responses.steps(whole + "\r\n", closing: false).last == .end)
        #expect(Responses.steps(whole + "Connection: close\r\n\r\n").last == .closed)
        #expect(Responses.steps("HTTP/1.1 200 OK\r\n\r\n").last == .closed)
        #expect(Responses.steps("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n").last == .closed)
    }

    @Test func `the first fault is said again`() {
        var reader = ResponseReader(answering: "GET")
        reader.append(bytes("HTTP/1.1 200\r\n")[...])
        for _ in 0..<2 {
            #expect(throws: HTTPFault.malformedStartLine) { try reader.next() }
        }
        #expect(!reader.isComplete && !reader.persists)
        let goesOn = reader.startNext(answering: "GET")
        #expect(!goesOn)
    }
}
