import HTTP
import Seeding
import Testing

struct ResponseWriterTests {
    private func writer(_ lines: String..., keepsAlive: Bool = true) throws -> ResponseWriter {
        let text = Requests.text(lines.count > 0 ? lines : ["GET / HTTP/1.1", "Host: a"])
        let request = try #require(Requests.steps(text, closing: false).heads().first)
        return ResponseWriter(to: request, keepsAlive: keepsAlive)
    }

    /// A whole response of random content, which is written in random pieces.
    private func response(
        _ random: inout SeededRandom, _ output: inout [UInt8], _ writer: ResponseWriter
    ) throws -> (head: ResponseHead, content: [UInt8], persists: Bool) {
        var writer = writer
        let bytes = random.text(0...300, of: Array(0...255))
        let request = RandomRequest(using: &random)
        let fields = try Fields(request.fields.filter { !$0.name.lowercased().hasPrefix("co") })
        let head = ResponseHead(status: random.pick([200, 404, 500, 299]), fields: fields)
        let content: ResponseWriter.Content = random.chance() ? .streamed : .length(bytes.count)
        try writer.append(head, content: content, to: &output)
        for piece in Splits.random(bytes, using: &random) {
            try writer.append(piece, to: &output)
        }
        try writer.appendEnd(to: &output)
        return (head, bytes, writer.persists)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written is read, one response behind the other, in any split`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var output: [UInt8] = []
        let responses = try (0..<3).map { _ in
            try response(&random, &output, try writer("GET / HTTP/1.1", "Host: a"))
        }
        let methods = ["GET", "GET", "GET"]
        let steps = Responses.steps([output[...]], to: methods, closing: false)
        #expect(steps.fault() == nil)
        #expect(steps.heads().map(\.status) == responses.map(\.head.status))
        for (read, written) in zip(steps.heads(), responses) {
            let ours = read.fields.dropLast().map(\.value)
            let theirs = written.head.fields.filter { !$0.isNamed("transfer-encoding") }
            #expect(ours == theirs.map(\.value))
            #expect(written.persists)
        }
        #expect(steps.content() == responses.flatMap(\.content))
        #expect(Responses.steps(Splits.bytewise(output), to: methods, closing: false) == steps)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a response that is left without its end is seen to be cut`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var output: [UInt8] = []
        _ = try response(&random, &output, try writer())
        let end = 1 + random.below(output.count - 1)
        #expect(Responses.steps([output[..<end]]).fault() == .incomplete)
    }

    @Test func `content is as long as the head said, and an end too early is none`() throws {
        var writer = try writer()
        var output: [UInt8] = []
        try writer.append(ResponseHead(status: 200), content: .length(3), to: &output)
        try writer.append([1, 2], to: &output)
        let before = output
        #expect(throws: WriteFault.contentTooLong) { try writer.append([3, 4], to: &output) }
        #expect(throws: WriteFault.contentTooShort) { try writer.appendEnd(to: &output) }
        #expect(output == before && !writer.hasEnded && !writer.persists)
        try writer.append([3], to: &output)
        try writer.appendEnd(to: &output)
        #expect(output == before + [3] && writer.hasEnded && writer.persists)
    }

    @Test func `head, content and end come once and in this order`() throws {
        var writer = try writer()
        var output: [UInt8] = []
        #expect(throws: WriteFault.outOfOrder) { try writer.append([1], to: &output) }
        #expect(throws: WriteFault.outOfOrder) { try writer.appendEnd(to: &output) }
        #expect(output.isEmpty && !writer.hasBegun)
        let head = ResponseHead(status: 200)
        try writer.append(head, content: .streamed, to: &output)
        #expect(writer.hasBegun)
        #expect(throws: WriteFault.outOfOrder) {
            try writer.append(head, content: .streamed, to: &output)
        }
        try writer.appendEnd(to: &output)
        let whole = output
        #expect(throws: WriteFault.outOfOrder) { try writer.append([1], to: &output) }
        #expect(throws: WriteFault.outOfOrder) { try writer.appendEnd(to: &output) }
        #expect(output == whole)
    }

    @Test func `a head that says nonsense is refused and nothing of it is written`() throws {
        var writer = try writer()
        var output: [UInt8] = []
        for status in [-1, 0, 100, 101, 199, 600, 2000] {
            #expect(throws: WriteFault.malformedStatus) {
                try writer.append(ResponseHead(status: status), content: .streamed, to: &output)
            }
        }
        #expect(throws: WriteFault.malformedLength) {
            try writer.append(ResponseHead(status: 200), content: .length(-1), to: &output)
        }
        #expect(output.isEmpty && !writer.hasBegun)
    }

    @Test func `the answer to HEAD is the head that GET would get`() throws {
        for content in [ResponseWriter.Content.length(2), .streamed] {
            var get = try writer("GET / HTTP/1.1", "Host: a")
            var head = try writer("HEAD / HTTP/1.1", "Host: a")
            var got: [UInt8] = []
            var output: [UInt8] = []
            try get.append(ResponseHead(status: 200), content: content, to: &got)
            try head.append(ResponseHead(status: 200), content: content, to: &output)
            try head.append([1, 2], to: &output)
            try head.appendEnd(to: &output)
            #expect(output == got && head.persists)
        }
    }

    @Test(arguments: [204, 304])
    func `a status without content has neither framing nor content`(status: Int) throws {
        var writer = try writer()
        var output: [UInt8] = []
        try writer.append(ResponseHead(status: status), content: .length(9), to: &output)
        try writer.append([], to: &output)
        #expect(throws: WriteFault.contentTooLong) { try writer.append([1], to: &output) }
        try writer.appendEnd(to: &output)
        #expect(writer.persists)
        let text = String(decoding: output, as: UTF8.self)
        #expect(!text.contains("Content-Length") && !text.contains("Transfer-Encoding"))
    }

    @Test func `HTTP/1.0 gets no chunks and its stream ends with the connection`() throws {
        var writer = try writer("GET / HTTP/1.0", "Connection: keep-alive")
        var output: [UInt8] = []
        try writer.append(ResponseHead(status: 200), content: .streamed, to: &output)
        try writer.append(Array("ab".utf8)[...], to: &output)
        try writer.appendEnd(to: &output)
        #expect(!writer.persists)
        #expect(Array(output.suffix(6)) == Array("\r\n\r\nab".utf8))
    }

    @Test func `a connection goes on when both sides let it`() throws {
        let requests = [
            (["GET / HTTP/1.1", "Host: a"], true), (["GET / HTTP/1.0"], false),
            (["GET / HTTP/1.1", "Host: a", "Connection: close"], false),
        ]
        for (lines, goesOn) in requests {
            let request = try #require(Requests.steps(Requests.text(lines)).heads().first)
            for server in [true, false] {
                var writer = ResponseWriter(to: request, keepsAlive: server)
                var output: [UInt8] = []
                try writer.append(ResponseHead(status: 200), content: .length(0), to: &output)
                #expect(!writer.persists)
                try writer.appendEnd(to: &output)
                #expect(writer.persists == (goesOn && server))
            }
        }
    }

    @Test func `the client is asked for its content when it waits, before the answer`() throws {
        let lines = ["PUT / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 1"]
        let request = try #require(
            Requests.steps(Requests.text(lines), closing: false).heads().first)
        var waiting = ResponseWriter(to: request, keepsAlive: true)
        var output: [UInt8] = []
        waiting.appendContinue(to: &output)
        #expect(output == Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        try waiting.append(ResponseHead(status: 200), content: .length(0), to: &output)
        let before = output
        waiting.appendContinue(to: &output)
        try writer().appendContinue(to: &output)
        ResponseWriter().appendContinue(to: &output)
        #expect(output == before)
    }
}
