import HTTP
import Testing

struct HeadWriterTests {
    private func head(
        _ head: ResponseHead, _ content: ResponseWriter.Content, to lines: String...
    ) throws -> String {
        let request = try #require(
            Requests.steps(Requests.text(lines), closing: false).heads().first)
        var writer = ResponseWriter(to: request, keepsAlive: true)
        var output: [UInt8] = []
        try writer.append(head, content: content, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `a head has its fields, the framing and the end`() throws {
        let fields = try Fields([("Content-Type", "text/plain"), ("X", "")])
        #expect(
            try head(
                ResponseHead(status: 200, fields: fields), .length(3), to: "GET / HTTP/1.1",
                "Host: a"
            ) == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: \r\nContent-Length: 3\r\n\r\n")
        #expect(
            try head(ResponseHead(status: 599), .streamed, to: "GET / HTTP/1.1", "Host: a")
                == "HTTP/1.1 599 \r\nTransfer-Encoding: chunked\r\n\r\n")
    }

    @Test func `fields of framing and connection are never written from the head`() throws {
        let fields = try Fields([
            ("content-length", "9"), ("Transfer-Encoding", "gzip"), ("CONNECTION", "upgrade"),
            ("Keep-Alive", "timeout=5"), ("Content-Length", "1"), ("X", "1"),
        ])
        #expect(
            try head(
                ResponseHead(status: 200, fields: fields), .length(3), to: "GET / HTTP/1.1",
                "Host: a"
            ) == "HTTP/1.1 200 OK\r\nX: 1\r\nContent-Length: 3\r\n\r\n")
    }

    @Test func `the connection is spoken of when it is not what the version says`() throws {
        let ok = ResponseHead(status: 200)
        #expect(
            try head(ok, .length(0), to: "GET / HTTP/1.1", "Host: a", "Connection: close")
                == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        #expect(
            try head(ok, .length(0), to: "GET / HTTP/1.0", "Connection: keep-alive")
                == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n")
        #expect(
            try head(ok, .streamed, to: "GET / HTTP/1.0", "Connection: keep-alive")
                == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    }
}
