import Dispatch
import HTTP
import Kernel
import Proxying
import Testing

struct SessionUpstreamTests {
    private let session = SessionUpstream()

    @Test func `nobody at the address is unreachable`() async throws {
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        let address = try listener.address.required().description
        _ = consume listener
        let request = UpstreamRequest(method: "POST", url: "http://\(address)/", body: [1])
        let found = await events(request, session)
        guard case .broken(.unreachable(let why)) = found[0] else {
            Issue.record("\(found)")
            return
        }
        #expect(why.hasPrefix("Failed to connect to 127.0.0.1 port "))
        #expect(!why.contains("/"))
        let none = UpstreamRequest(method: "GET", url: "no url")
        #expect(
            await events(none, session) == [.broken(.unreachable("its address is no URL"))])
    }

    @Test(arguments: ["", "no encryption\r\n"])
    func `an upstream that does not encrypt is unreachable`(says: String) async throws {
        let box = ListenerBox(
            try StreamListener.listen(at: InternetAddress("127.0.0.1:0").required()))
        let address = try box.listener.address.required()
        try Kernel.Thread.start {
            guard (try? box.listener.wait()) != nil, let socket = try? box.listener.accept()
            else { return }
            let caller = SocketBox(socket)
            _ = caller.awaitBytes()
            caller.send(Array(says.utf8))
            while !says.isEmpty, caller.awaitBytes() != nil {}
        }
        let request = UpstreamRequest(method: "POST", url: "https://\(address)/secret", body: [1])
        let found = await events(request, session)
        guard case .broken(.unreachable(let why)) = found[0] else {
            Issue.record("\(found)")
            return
        }
        #expect(!why.contains("secret"))
    }

    @Test func `an upstream that is silent for too long is given up`() async throws {
        let never = DispatchSemaphore(value: 0)
        defer { never.signal() }
        let upstream = try ScriptedUpstream { _ in [.wait(never)] }
        let call = SessionUpstream(silence: 1)
        let events = call.start(
            UpstreamRequest(method: "POST", url: "http://\(upstream.address)/", body: [1]))
        #expect(await events.next() == .broken(.timedOut))
    }

    @Test func `a call that is cancelled ends`() async throws {
        let never = DispatchSemaphore(value: 0)
        defer { never.signal() }
        let upstream = try ScriptedUpstream { _ in [.send(streamHead), .wait(never)] }
        let call = session.start(
            UpstreamRequest(method: "POST", url: "http://\(upstream.address)/", body: [1]))
        _ = await call.next()
        call.cancel()
        #expect(await call.next() == .broken(.cancelled))
    }

    @Test func `a cookie goes into no other request`() async throws {
        let upstream = try ScriptedUpstream { _ in
            [.send(response(200, ["Set-Cookie": "who=a; Path=/"], "hello"))]
        }
        for _ in 0..<3 {
            _ = await events(
                UpstreamRequest(method: "POST", url: "http://\(upstream.address)/", body: [1]),
                session)
        }
        #expect(upstream.seen.count == 3)
        #expect(upstream.seen.allSatisfy { !$0.head.fields.contains("cookie") })
    }

    @Test func `the target and the body arrive byte by byte as they are`() async throws {
        let upstream = try ScriptedUpstream { _ in [.send(response(200, [:], "hello"))] }
        let target = "/v1/a%2Fb;c=1/models/x:generate?alt=sse&q=%7B%22a%22%7D"
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let fields = try Fields([(name: "X-A", value: "b"), (name: "Content-Type", value: "x/y")])
        let request = UpstreamRequest(
            method: "POST", url: "http://\(upstream.address)\(target)", fields: fields, body: body)
        #expect(told(await events(request, session)) == "200 hello end")
        let seen = upstream.seen[0]
        #expect(String(decoding: seen.head.target.bytes, as: UTF8.self) == target)
        #expect(seen.body == body)
        #expect(seen.head.fields.first("x-a")?.value == "b")
        #expect(seen.head.fields.first("content-type")?.value == "x/y")
        #expect(seen.head.fields.first("accept-encoding")?.value == "identity")
        #expect(!seen.head.fields.contains("expect"))
        #expect(seen.head.framing == .length(body.count))
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "PUT", "PATCH"])
    func `other methods go through`(method: String) async throws {
        let upstream = try ScriptedUpstream { seen in
            [.send(response(200, [:], seen.head.method == "HEAD" ? "" : "hello"))]
        }
        let request = UpstreamRequest(method: method, url: "http://\(upstream.address)/")
        #expect(
            told(await events(request, session)) == (method == "HEAD" ? "200 end" : "200 hello end")
        )
        #expect(upstream.seen[0].head.method == method)
    }
}
