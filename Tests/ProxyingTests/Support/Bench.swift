import AccountClient
import Dispatch
import Foundation
import HTTP
import Kernel
import Proxying

/// A proxy of this process between a scripted upstream and the real daemon.
final class Bench {
    let daemon: RealDaemon
    let upstream: ScriptedUpstream
    let client: AccountClient
    let server: ProxyServer
    let address: InternetAddress
    /// What the proxy told its operators.
    let log = Told()

    init(
        accounts: [String] = ["a", "b"], leases: Int = 4, keys: ClientKeys? = nil,
        limits: ProxyLimits = ProxyLimits(), fallback: OwnAccount? = nil, routes: [Route] = [],
        upstream script: @escaping @Sendable (ScriptedUpstream.Seen) -> [ScriptedUpstream.Step]
    ) throws {
        daemon = try RealDaemon(accounts: accounts, leases: leases)
        upstream = try ScriptedUpstream(script)
        client = try AccountClient(socket: daemon.path, name: "proxy-test")
        let route = Route(
            prefix: try PathPrefix("/claude").required(), provider: "claude",
            upstream: "http://\(upstream.address)", fallback: fallback)
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        address = try listener.address.required()
        server = try ProxyServer(
            listener, routes: RouteTable([route] + routes), keys: keys, client: client,
            upstream: SessionUpstream(), limits: limits, log: log.add)
    }

    /// A bench whose upstream says hello.
    static func hello(keys: ClientKeys? = nil, limits: ProxyLimits = ProxyLimits()) throws -> Bench
    {
        try Bench(keys: keys, limits: limits) { _ in [.send(response(200, [:], "hello"))] }
    }

    func connect() throws -> Caller { Caller(try StreamSocket.connect(to: address)) }

    /// Sends one request on a connection of its own, and waits for the whole answer.
    func call(
        _ body: String = "{\"model\":\"claude-x\"}", path: String = "/claude/v1/messages",
        method: String = "POST", headers: [String: String] = [:]
    ) async throws -> Answer {
        let caller = try connect()
        caller.send(method, path, headers, body)
        return await caller.answer(to: method)
    }

    /// The keys with which the upstream was called, in order.
    var keys: [String] {
        upstream.seen.map { $0.head.fields.first("x-api-key")?.value ?? "none" }
    }

    /// Waits until no lease is out; false when that takes ten minutes. How long it takes is
    /// measured where no other test has the processor.
    func leasesEnd() async throws -> Bool {
        let end = Clock.sinceBoot + 600_000_000_000
        while Clock.sinceBoot < end {
            if try await client.summary().providers.allSatisfy({ $0.inUse == 0 }) { return true }
        }
        return false
    }
}

/// What a caller sees.
struct Answer {
    let status: Int
    let fields: Fields
    let body: String
    /// Whether the end came as the head had said.
    let isWhole: Bool
}

/// A caller's connection.
final class Caller {
    let socket: SocketBox
    private var reader = ResponseReader(answering: "POST")
    private var head: ResponseHead?

    init(_ socket: consuming StreamSocket) {
        self.socket = SocketBox(socket)
    }

    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: String = ""
    ) {
        let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        let text =
            "\(method) \(path) HTTP/1.1\r\nHost: x\r\n\(fields)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        socket.send(Array(text.utf8))
    }

    /// Reads the next event of the answer.
    func next() async throws -> ResponseReader.Event? {
        while true {
            if let event = try reader.next() { return event }
            guard let bytes = await socket.receive(within: 600_000_000_000) else {
                reader.close()
                return try reader.next()
            }
            reader.append(bytes[...])
        }
    }

    /// Reads until a text has come.
    func read(until text: String) async throws -> String {
        var read = ""
        while !read.contains(text), let event = try await next() {
            if case .body(let place) = event {
                read += String(decoding: reader.buffer[place], as: UTF8.self)
            }
        }
        return read
    }

    func answer(to method: String = "POST") async -> Answer {
        var body = ""
        do {
            while let event = try await next() {
                switch event {
                case .head(let found): head = found
                case .body(let place):
                    body += String(decoding: reader.buffer[place], as: UTF8.self)
                case .end:
                    _ = reader.startNext(answering: "POST")
                    return Answer(
                        status: head?.status ?? 0, fields: head?.fields ?? Fields(), body: body,
                        isWhole: true)
                }
            }
        } catch {}
        return Answer(
            status: head?.status ?? 0, fields: head?.fields ?? Fields(), body: body, isWhole: false)
    }
}

/// The text of an event stream's head.
let streamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

/// A text as one chunk.
func chunk(_ text: String) -> String {
    "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
}
