import HTTP
import Testing

struct ReceiveBufferTests {
    @Test func `a start-line of the limit is read and one above it is refused, end or no end`() {
        var limits = HTTPLimits()
        limits.startLineBytes = 18
        let fitting = Requests.text(["GET /22 HTTP/1.1", "Host: a"])
        #expect(Requests.steps(fitting, limits: limits).fault() == nil)
        let longer = Requests.text(["GET /333 HTTP/1.1", "Host: a"])
        for end in 18...longer.utf8.count {
            let steps = Requests.steps(String(longer.prefix(end)), limits: limits, closing: false)
            #expect(steps == [.fault(.startLineTooLong)])
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a\r\n\r\n", HTTPFault.bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        ("\nGET / HTTP/1.1\r\n", .bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\r", .incomplete),
        ("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .bareCarriageReturn),
        ("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", .bareCarriageReturn),
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\r\n", .bareCarriageReturn),
        ("GET / HTTP/1.1\r\nHost: a\u{0}\r\n\r\n", .controlByte),
        ("GET / HTTP/1.1\r\nHost: a\u{7f}\r\n\r\n", .controlByte),
        ("GET / HTTP/1.1\r\nHost: a\u{b}\r\n\r\n", .controlByte),
    ])
    func `a line ends with CRLF and with nothing else`(text: String, fault: HTTPFault) {
        let whole = Requests.steps(text)
        #expect(whole == [.fault(fault)])
        #expect(Requests.steps(Splits.bytewise(Array(text.utf8))) == whole)
    }

    @Test func `what was read makes room for what comes`() throws {
        let held = HeldReader()
        let head = ["POST / HTTP/1.1", "Host: a", "Content-Length: 10000000"]
        held.append(Requests.text(head))
        #expect(try held.next() != nil)
        let piece = [UInt8](repeating: 7, count: 100_000)
        for _ in 0..<100 {
            held.append(piece)
            guard case .body(let place)? = try held.next() else { throw HTTPFault.incomplete }
            #expect(place.count == piece.count)
            #expect(held.reader.buffer.count <= 2 * piece.count)
        }
        #expect(try held.next() == .end)
    }
}
