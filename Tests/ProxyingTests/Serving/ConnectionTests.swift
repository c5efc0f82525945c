import HTTP
import Testing

@Suite(.serialized) struct ConnectionTests {
    @Test func `a connection serves one request after another`() async throws {
        let bench = try Bench.hello()
        let caller = try bench.connect()
        for _ in 0..<3 {
            caller.send("POST", "/claude/v1/messages", [:], "{}")
            #expect(await caller.answer().body == "hello")
        }
    }

    @Test func `pipelined requests are answered in their order`() async throws {
        let bench = try Bench { seen in
            [.send(response(200, [:], String(decoding: seen.body, as: UTF8.self)))]
        }
        let caller = try bench.connect()
        for number in 0..<3 { caller.send("POST", "/claude/v1/messages", [:], "\(number)") }
        for number in 0..<3 { #expect(await caller.answer().body == "\(number)") }
    }

    @Test func `a caller that reads slowly gets all, and then the connection goes on`() async throws
    {
        let text = String(repeating: "0123456789", count: 200_000)
        let bench = try Bench { _ in [.send(response(200, [:], text))] }
        let caller = try bench.connect()
        for _ in 0..<2 {
            caller.send("POST", "/claude/v1/messages", [:], "{}")
            #expect(await caller.answer().body == text)
        }
    }

    @Test func `a caller of HTTP 1.0 is answered up to the end of the connection`() async throws {
        let bench = try Bench { _ in [.send(streamHead + chunk("data: 1\n\n") + "0\r\n\r\n")] }
        let caller = try bench.connect()
        caller.socket.send(Array("GET /claude/v1 HTTP/1.0\r\n\r\n".utf8))
        let answer = await caller.answer()
        #expect(answer.body == "data: 1\n\n")
        #expect(!answer.fields.contains("transfer-encoding"))
    }
}
