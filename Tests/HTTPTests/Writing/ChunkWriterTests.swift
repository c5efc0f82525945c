import HTTP
import Testing

struct ChunkWriterTests {
    private func written(_ pieces: [[UInt8]]) throws -> [UInt8] {
        var writer = ResponseWriter(
            to: try Requests.head("GET / HTTP/1.1", "Host: a"), keepsAlive: true)
        var output: [UInt8] = []
        try writer.append(ResponseHead(status: 200), content: .streamed, to: &output)
        let head = output.count
        for piece in pieces { try writer.append(piece[...], to: &output) }
        try writer.appendEnd(to: &output)
        return Array(output[head...])
    }

    @Test func `a chunk is its size in hexadecimal, its bytes, and line ends`() throws {
        #expect(try written([[97, 98]]) == Array("2\r\nab\r\n0\r\n\r\n".utf8))
        for count in [1, 9, 10, 15, 16, 17, 255, 256, 4095, 4096, 65535, 65536, 1_000_000] {
            let bytes = [UInt8](repeating: 120, count: count)
            let size = Array(String(count, radix: 16).utf8)
            let line = Array("\r\n".utf8)
            #expect(
                try written([bytes]) == size + line + bytes + line + Array("0\r\n\r\n".utf8))
        }
    }

    @Test func `no bytes are no chunk, which would be the last`() throws {
        #expect(try written([[], [97], []]) == Array("1\r\na\r\n0\r\n\r\n".utf8))
    }
}
