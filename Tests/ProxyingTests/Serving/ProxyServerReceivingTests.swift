import HTTP
import Proxying
import Testing

@Suite(.serialized) struct ProxyServerReceivingTests {
    private let key = "0123456789abcdef"

    @Test func `a caller without a key is refused, in each of the ways`() async throws {
        let bench = try Bench.hello(keys: ClientKeys(Array("\(key)\n".utf8)))
        #expect(try await bench.call().status == 401)
        #expect(try await bench.call(headers: ["x-api-key": key + "x"]).status == 401)
        #expect(try await bench.call(headers: ["x-api-key": key]).status == 200)
        #expect(try await bench.call(headers: ["Authorization": "Bearer \(key)"]).status == 200)
        #expect(try await bench.call(path: "/claude/v1?key=\(key)").status == 200)
        #expect(try await bench.call("", path: "/-/health", method: "GET").status == 200)
        #expect(try await bench.call("", path: "/-/metrics", method: "GET").status == 401)
    }

    @Test func `a body that is too long is refused before it is read`() async throws {
        var limits = ProxyLimits()
        limits.bodyBytes = 1000
        let bench = try Bench.hello(limits: limits)
        let answer = try await bench.call(String(repeating: "x", count: 1001))
        #expect(answer.status == 413)
        #expect(answer.body.contains("request_too_large"))
        #expect(bench.keys.isEmpty)
    }

    @Test func `what is no request is refused`() async throws {
        let bench = try Bench.hello()
        let caller = try bench.connect()
        caller.socket.send(Array("GET / HTTP/1.1\nHost: x\n\n".utf8))
        #expect(await caller.answer().status == 400)
        #expect(try await bench.call(path: "/claudex").status == 404)
        #expect(try await bench.call(path: "/-/nothing").status == 404)
    }

    @Test func `a client that waits to be asked for the body is asked`() async throws {
        let bench = try Bench.hello()
        let caller = try bench.connect()
        let head = "POST /claude/v1/messages HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
        caller.socket.send(Array((head + "Content-Length: 2\r\n\r\n").utf8))
        guard case .head(let interim)? = try await caller.next() else {
            Issue.record("nothing came")
            return
        }
        #expect(interim.status == 100)
        caller.socket.send(Array("{}".utf8))
        #expect(await caller.answer().body == "hello")
    }
}
