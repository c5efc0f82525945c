import AccountClient
import HTTP
import Synchronization
import Testing

@Suite(.serialized) struct ProxyServerRelayingTests {
    /// An upstream that does one thing with the first account that comes, and answers the others.
    private func bench(
        accounts: [String] = ["a", "b"], _ steps: [ScriptedUpstream.Step]
    ) throws -> Bench {
        let first = Mutex<String?>(nil)
        return try Bench(accounts: accounts) { seen in
            let key = seen.head.fields.first("x-api-key")?.value ?? ""
            let isFirst = first.withLock { first in
                first = first ?? key
                return first == key
            }
            return isFirst ? steps : [.send(response(200, [:], "well"))]
        }
    }

    @Test func `what an account answers comes back, and the caller's key stays here`() async throws
    {
        let bench = try Bench { _ in
            [.send(response(200, ["Set-Cookie": "a=b", "X-Said": "yes"], "hello"))]
        }
        let answer = try await bench.call(
            path: "/claude/v1/messages?beta=1&key=secret",
            headers: [
                "Authorization": "Bearer secret", "Cookie": "c=secret", "X-Trace": "t",
                "X-Internal-Pricing-Sync": "1", "Connection": "X-Hop", "X-Hop": "h",
            ])
        #expect(answer.status == 200)
        #expect(answer.body == "hello")
        #expect(answer.fields.first("x-said")?.value == "yes")
        #expect(!answer.fields.contains("set-cookie"))
        let seen = bench.upstream.seen[0]
        #expect(String(decoding: seen.head.target.bytes, as: UTF8.self) == "/v1/messages?beta=1")
        #expect(seen.head.fields.first("x-trace")?.value == "t")
        #expect(seen.head.fields.first("accept-encoding")?.value == "identity")
        let text = seen.head.fields.map { $0.name + $0.value }.joined()
        #expect(!text.contains("secret"))
        for name in ["cookie", "x-hop", "x-internal-pricing-sync", "authorization", "expect"] {
            #expect(!seen.head.fields.contains(name), "\(name)")
        }
        #expect(seen.head.fields.first("x-api-key")?.value.hasPrefix("test-") == true)
    }

    @Test func `an account that is limited is not seen by the caller`() async throws {
        let bench = try bench([.send(response(429, ["Retry-After": "60"], "{}"))])
        let answer = try await bench.call()
        #expect(answer.status == 200)
        #expect(bench.keys.count == 2)
        #expect(Set(bench.keys).count == 2)
    }

    @Test func `a refused key is changed for another`() async throws {
        let bench = try bench([.send(response(401, ["WWW-Authenticate": "Basic realm=x"], "{}"))])
        #expect(try await bench.call().status == 200)
        #expect(Set(bench.keys).count == 2)
    }

    @Test func `an empty answer is asked for again elsewhere`() async throws {
        let bench = try bench([.send(response(200, [:], ""))])
        #expect(try await bench.call().status == 200)
        #expect(bench.keys.count == 2)
    }

    @Test func `empty answers go to two more accounts at most`() async throws {
        let bench = try Bench(accounts: ["a", "b", "c", "d"]) { _ in
            [.send(response(200, [:], ""))]
        }
        let answer = try await bench.call()
        #expect(answer.status == 502)
        #expect(bench.keys.count == 3)
    }

    @Test func `an error in the first event is another account's turn`() async throws {
        let event =
            "event: error\ndata: {\"type\":\"error\",\"error\":"
            + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"
        let bench = try bench([.send(streamHead + chunk(event) + "0\r\n\r\n")])
        #expect(try await bench.call().body == "well")
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
    ])
    func `a close before the first byte is 504 and nobody else is called`(sent: String) async throws
    {
        let bench = try bench(sent.isEmpty ? [.close] : [.send(sent), .close])
        let answer = try await bench.call()
        #expect(answer.status == 504)
        #expect(answer.body.contains("timeout_error"))
        #expect(bench.keys.count == 1)
    }

    @Test func `a stream that is cut is cut for the caller too, and not begun again`() async throws
    {
        let bench = try bench([.send(streamHead + chunk("data: 1\n\n")), .close])
        let answer = try await bench.call()
        #expect(answer.status == 200)
        #expect(answer.body == "data: 1\n\n")
        #expect(!answer.isWhole)
        #expect(bench.keys.count == 1)
    }

    @Test func `the upstream's refusal is the caller's answer when nobody else is left`()
        async throws
    {
        let bench = try Bench(accounts: ["a"]) { _ in
            [.send(response(400, ["X-Why": "w"], "{\"type\":\"error\"}"))]
        }
        let answer = try await bench.call()
        #expect(answer.status == 400)
        #expect(answer.body == "{\"type\":\"error\"}")
        #expect(answer.fields.first("x-why")?.value == "w")
    }

    @Test func `all blocked is 429 with the time to wait, in the style of the provider`()
        async throws
    {
        let bench = try Bench(accounts: ["a"]) { _ in
            [.send(response(429, ["Retry-After": "3600"], "{}"))]
        }
        #expect(try await bench.call().status == 429)
        let answer = try await bench.call()
        #expect(answer.status == 429)
        #expect(bench.keys.count == 1)
        let seconds = answer.fields.first("retry-after").flatMap { Int($0.value) } ?? 0
        #expect((1...3600).contains(seconds))
        #expect(answer.body.contains("\"type\":\"rate_limit_error\""))
        #expect(answer.body.contains("\"type\":\"error\""))
    }

    @Test func `a redirection is the caller's to follow`() async throws {
        let bench = try Bench { _ in
            [.send(response(307, ["Location": "http://elsewhere.invalid/"], "moved"))]
        }
        let answer = try await bench.call()
        #expect(answer.status == 307)
        #expect(answer.fields.first("location")?.value == "http://elsewhere.invalid/")
        #expect(answer.body == "moved")
    }

    @Test func `a cookie of one account never goes out with another`() async throws {
        let bench = try Bench { _ in
            [.send(response(200, ["Set-Cookie": "account=a; Path=/"], "hello"))]
        }
        for _ in 0..<8 { _ = try await bench.call() }
        #expect(Set(bench.keys).count == 2)
        #expect(bench.upstream.seen.allSatisfy { !$0.head.fields.contains("cookie") })
    }

    @Test func `an upstream that closes after each answer costs nobody an answer`() async throws {
        let bench = try Bench(leases: 16) { _ in [.send(response(200, [:], "hello")), .close] }
        var statuses: [Int] = []
        for _ in 0..<40 { statuses.append(try await bench.call().status) }
        #expect(statuses == Array(repeating: 200, count: 40))
    }
}
