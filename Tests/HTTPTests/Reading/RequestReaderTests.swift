import HTTP
import Seeding
import Testing

struct RequestReaderTests {
    /// Five requests on one connection, whatever each is.
    private func connection(_ seed: UInt64) -> (requests: [RandomRequest], bytes: [UInt8]) {
        var random = SeededRandom(seed: seed)
        let requests = (0..<5).map { _ in RandomRequest(using: &random) }
        return (requests, requests.flatMap(\.text))
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `requests made at random are read as they were made, one behind the other`(seed: UInt64) {
        let (requests, bytes) = connection(seed)
        let steps = Requests.steps([bytes[...]])
        #expect(steps.fault() == nil)
        let heads = steps.heads()
        #expect(heads.count == requests.count)
        for (head, request) in zip(heads, requests) {
            #expect(head.method == request.method)
            #expect(String(decoding: head.target.bytes, as: UTF8.self) == request.target)
            #expect(head.version == (request.isOld ? .http10 : .http11))
            #expect(head.fields.map(\.name) == request.fields.map(\.name))
            #expect(head.fields.map(\.value) == request.fields.map(\.value))
            #expect(head.keepsAlive)
        }
        #expect(steps.content() == requests.flatMap(\.content))
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `any split of the same bytes gives the same events`(seed: UInt64) {
        let bytes = connection(seed).bytes
        let whole = Requests.steps([bytes[...]])
        #expect(Requests.steps(Splits.bytewise(bytes)) == whole)
        var random = SeededRandom(seed: seed)
        for _ in 0..<5 {
            #expect(Requests.steps(Splits.random(bytes, using: &random)) == whole)
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a request that is cut anywhere is never whole`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let bytes = RandomRequest(using: &random).text
        for end in 1..<bytes.count {
            let steps = Requests.steps([bytes[..<end]])
            #expect(steps.fault() == .incomplete, "cut at \(end)")
            #expect(!steps.contains(.end), "cut at \(end)")
        }
    }

    @Test func `the reader stops behind a request and goes on when it is told`() throws {
        let text = Requests.text(["GET /1 HTTP/1.1", "Host: a"])
        let held = HeldReader()
        held.append(text + text)
        #expect(!held.startNext())
        #expect(try held.next() != nil)
        #expect(try held.next() == .end)
        #expect(try held.next() == nil)
        #expect(held.reader.isComplete)
        #expect(held.reader.unreadBytes == text.utf8.count)
        #expect(held.startNext())
        #expect(!held.reader.isComplete && !held.reader.isIdle)
        #expect(try held.next() != nil)
        #expect(try held.next() == .end)
        #expect(held.startNext())
        #expect(held.reader.isIdle)
        held.close()
        #expect(try held.next() == nil)
    }

    @Test func `what follows a request that closes is dropped`() throws {
        let text = Requests.text(["GET / HTTP/1.1", "Host: a", "Connection: x, Close"])
        let held = HeldReader()
        held.append(text + "smuggled")
        #expect(try held.next() != nil)
        #expect(try held.next() == .end)
        #expect(!held.startNext())
        held.append("\u{0}")
        #expect(try held.next() == nil)
        #expect(held.reader.unreadBytes == 0)
        #expect(!held.startNext())
    }

    @Test func `the first fault is said again and nothing else is read`() {
        let held = HeldReader()
        held.append("GET /\n")
        #expect(throws: HTTPFault.bareLineFeed) { try held.next() }
        held.append(Requests.text(["GET / HTTP/1.1", "Host: a"]))
        #expect(throws: HTTPFault.bareLineFeed) { try held.next() }
        #expect(!held.reader.isComplete && !held.reader.isIdle && !held.startNext())
    }

    @Test func `one empty line before a request is passed over and a second is none`() {
        let text = Requests.text(["GET / HTTP/1.1", "Host: a"])
        let steps = Requests.steps("\r\n" + text + "\r\n" + text)
        #expect(steps.heads().count == 2 && steps.fault() == nil)
        #expect(Requests.steps("\r\n\r\n" + text).fault() == .malformedStartLine)
    }

    @Test func `a head is told before its content is refused for its size`() throws {
        var limits = HTTPLimits()
        limits.bodyBytes = 3
        let steps = Requests.steps(
            Requests.text(["PUT /a HTTP/1.1", "Host: a", "Content-Length: 4"]) + "1234",
            limits: limits)
        #expect(steps.heads().map(\.target.path) == ["/a"])
        #expect(steps.fault() == .contentTooLarge)
        #expect(steps.content() == [])
    }

    @Test func `bytes that are no text are refused with the first that is none`() {
        let held = HeldReader()
        held.append([0x16])
        #expect(throws: HTTPFault.controlByte) { try held.next() }
    }
}
