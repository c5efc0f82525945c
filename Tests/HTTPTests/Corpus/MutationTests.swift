import HTTP
import Seeding
import Testing

struct MutationTests {
    /// Between them they have every part of the grammar.
    private static let texts = [
        "POST /a%2F?b=c HTTP/1.1\r\nHost: a:80\r\nContent-Length: 3\r\nX-Y: \tz z \r\n\r\nabc",
        "PUT / HTTP/1.1\r\nHost:a\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nab\r\n"
            + "1 ; c=\"\\d\"\r\nc\r\n0\r\nT: 1\r\n\r\n",
        "GET http://a/.x/b HTTP/1.0\r\nConnection: keep-alive\r\n\r\n\r\n"
            + "GET /..a HTTP/1.1\r\nHost: [::1]\r\nConnection: x, close\r\n\r\n",
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.0\r\nHost:\r\n\r\nrest",
    ]

    /// What ends, joins or hides something.
    private static let delimiters = Array("\r\n\t \u{0}:,;=\"\\/?%.0a@[".utf8) + [0x7F, 0x85, 0xFF]

    private func reading(_ steps: [Step<RequestHead>]) -> PlainReading {
        var requests: [PlainReading.Request] = []
        var head: RequestHead?
        var content: [UInt8] = []
        for step in steps {
            switch step {
            case .head(let next): (head, content) = (next, [])
            case .body(let bytes): content = bytes
            case .end:
                guard let head else { continue }
                requests.append(request(head, content))
            case .closed: return PlainReading(requests: requests, end: .closed)
            case .fault: return PlainReading(requests: requests, end: .refused)
            }
        }
        return PlainReading(requests: requests, end: .clean)
    }

    private func request(_ head: RequestHead, _ content: [UInt8]) -> PlainReading.Request {
        PlainReading.Request(
            method: head.method, target: PlainReading.text(head.target.bytes[...]),
            fields: head.fields.flatMap { [$0.nameBytes, $0.valueBytes] }.map(PlainReading.text),
            content: content)
    }

    /// Compares with the plain reading, and byte by byte with the whole.
    private func check(_ bytes: [UInt8], isSplit: Bool = true) {
        let plain = PlainReading(bytes)
        let whole = Requests.steps([bytes[...]])
        let shown = String(decoding: bytes, as: UTF8.self).debugDescription
        if reading(whole) != plain {
            Issue.record("\(shown): \(whole) is not \(plain)")
        }
        if isSplit, Requests.steps(Splits.bytewise(bytes)) != whole {
            Issue.record("\(shown): another reading byte by byte")
        }
    }

    @Test(arguments: texts)
    func `every byte changed gives what the grammar says, or is refused`(text: String) {
        let bytes = Array(text.utf8)
        check(bytes)
        for place in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[place] = byte
                check(changed, isSplit: Self.delimiters.contains(byte))
            }
        }
    }

    @Test(arguments: texts)
    func `every byte left out, and every delimiter put in, does so too`(text: String) {
        let bytes = Array(text.utf8)
        for place in bytes.indices {
            check(Array(bytes[..<place] + bytes[(place + 1)...]))
            for delimiter in Self.delimiters {
                check(Array(bytes[..<place] + [delimiter] + bytes[place...]))
            }
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `several changes at once do so too`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            var bytes = Array(random.pick(Self.texts).utf8)
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(random.pick(Self.delimiters), at: place)
                case 2: bytes[place] = random.pick(Self.delimiters)
                default: bytes.insert(contentsOf: Array("\r\n".utf8), at: place)
                }
            }
            check(bytes)
        }
    }
}
