import AccountClient
import Glibc
import JSON
import Kernel
import Seeding
import Testing
import Wire

struct ConnectionTests {
    @Test func `a call is one canonical frame and answers the bytes of its result`() throws {
        let scene = try Scene()
        try scene.send("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{ \"status\" : \"SERVING\" }}")
        let result = try scene.connection.call("Health", params: Array("{}".utf8))
        #expect(String(decoding: result, as: UTF8.self) == "{ \"status\" : \"SERVING\" }")
        #expect(
            try scene.requests() == [
                "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"Health\",\"params\":{}}"
            ])
    }

    @Test func `each call has an id of its own, and parameters are written in place`() throws {
        let scene = try Scene()
        try scene.send("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{}}")
        try scene.send("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        _ = try scene.connection.call("Health")
        _ = try scene.connection.call(.summary) { writer in
            writer.name("provider")
            writer.string("claude")
        }
        #expect(
            try scene.requests() == [
                "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"Health\"}",
                "{\"id\":2,\"jsonrpc\":\"2.0\",\"method\":\"Summary\","
                    + "\"params\":{\"provider\":\"claude\"}}",
            ])
    }

    @Test func `an answer that comes after its call timed out answers no other call`() throws {
        let scene = try Scene()
        #expect(scene.failure(timeout: .milliseconds(1)) == .timedOut("/test.sock"))
        try scene.send("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":\"late\"}")
        try scene.send("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":\"mine\"}")
        #expect(try scene.connection.call("Health") == Array("\"mine\"".utf8))
    }

    @Test func `a refusal is thrown and the connection goes on`() throws {
        let scene = try Scene()
        try scene.send(
            "{\"error\":{\"code\":5,\"data\":{\"reason\":\"UNKNOWN_PROVIDER\","
                + "\"retryable\":false,\"status\":\"NOT_FOUND\"},\"message\":\"no\"},"
                + "\"id\":1,\"jsonrpc\":\"2.0\"}")
        guard case .refused(let refusal) = scene.failure() else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.known == .unknownProvider)
        try scene.send("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(scene.failure() == nil)
    }

    @Test func `a refusal without an id answers the call that waits`() throws {
        let scene = try Scene()
        try scene.send(
            "{\"error\":{\"code\":-32700,\"data\":{\"reason\":\"MALFORMED\"},\"message\":\"no\"},"
                + "\"id\":null,\"jsonrpc\":\"2.0\"}")
        guard case .refused(let refusal) = scene.failure() else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.code == -32700)
    }

    @Test func `a user who may not connect is told the path and the own uid`() throws {
        let scene = try Scene()
        try scene.send(
            "{\"error\":{\"code\":7,\"data\":{\"reason\":\"UID_NOT_ALLOWED\"},\"message\":\"no\"},"
                + "\"id\":null,\"jsonrpc\":\"2.0\"}")
        scene.closeDaemon()
        #expect(scene.failure() == .notPermitted("/test.sock", user: CurrentProcess.user))
    }

    @Test(arguments: [true, false])
    func `a farewell is read whether or not the request could be sent`(isClosed: Bool) throws {
        let scene = try Scene()
        try scene.send(
            "{\"jsonrpc\":\"2.0\",\"method\":\"$/goaway\","
                + "\"params\":{\"message\":\"stopping\",\"reason\":\"DRAINING\"}}")
        if isClosed { scene.closeDaemon() }
        let goaway = Goaway(reason: "DRAINING", message: "stopping")
        #expect(scene.failure() == .goneAway("/test.sock", goaway))
        #expect(scene.failure() == .goneAway("/test.sock", goaway), "the connection has ended")
    }

    @Test func `a daemon that closes without a word is told from one that answers nothing`() throws
    {
        let scene = try Scene()
        scene.closeDaemon()
        let failure = scene.failure()
        #expect(failure == .closed("/test.sock"))
        #expect(scene.failure() == failure)
    }

    @Test(arguments: [
        ("{\"id\":7,\"jsonrpc\":\"2.0\",\"result\":{}}", Violation.unknownID),
        ("{\"id\":1,\"jsonrpc\":\"2.0\"}", .envelope),
        ("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{},\"error\":{}}", .envelope),
        ("{\"id\":1,\"id\":1}", .malformed(atByte: 8)),
        ("[]", .malformed(atByte: 0)),
    ])
    func `what is not the protocol ends the connection`(json: String, violation: Violation) throws {
        let scene = try Scene()
        try scene.send(json)
        #expect(scene.failure() == .violation("/test.sock", violation))
        try scene.send("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(scene.failure() == .violation("/test.sock", violation))
    }

    @Test func `a frame is judged by its announced length`() throws {
        let scene = try Scene()
        try scene.send(bytes: [0, 0xff, 0xff, 0xff])
        #expect(scene.failure() == .violation("/test.sock", .frame(.frameTooLarge)))
        let other = try Scene()
        try other.send(bytes: Array("HTTP/1.1 400 Bad Request\r\n".utf8))
        #expect(other.failure() == .violation("/test.sock", .frame(.notAFrame)))
    }

    @Test func `a request that is too large is not sent`() throws {
        let scene = try Scene(requestLimit: 60)
        let params = Array("{\"a\":\"01234567890123456789\"}".utf8)
        #expect(throws: ConnectionError.requestTooLarge(bytes: 80, limit: 60)) {
            _ = try scene.connection.call("Health", params: params)
        }
        #expect(try scene.requests().isEmpty)
        try scene.send("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(scene.failure() == nil)
    }

    @Test func `a request that could be sent in part only ends the connection`() throws {
        let scene = try Scene(requestLimit: 1 << 24)
        let params = Array("{\"a\":\"".utf8) + [UInt8](repeating: 97, count: 1 << 22) + [34, 125]
        #expect(throws: ConnectionError.timedOut("/test.sock")) {
            _ = try scene.connection.call("Health", params: params, timeout: .milliseconds(1))
        }
        #expect(scene.failure() == .timedOut("/test.sock"))
    }

    @Test func `messages that come unasked are kept in order`() throws {
        let scene = try Scene()
        let event = "{\"jsonrpc\":\"2.0\",\"method\":\"$/event\",\"params\":{\"seq\":"
        try scene.send(event + "1}}")
        try scene.send("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{}}")
        try scene.send(event + "2}}")
        _ = try scene.connection.call("Health")
        for seq in 1...2 {
            let push = try scene.connection.nextPush(timeout: .seconds(5))
            #expect(push == Push(method: "$/event", params: Array("{\"seq\":\(seq)}".utf8)))
        }
        #expect(try scene.connection.nextPush(timeout: .milliseconds(1)) == nil)
    }

    @Test func `messages are waited for as long as somebody reads what becomes of them`() throws {
        let scene = try Scene()
        let id = try scene.connection.begin("Watch", params: Array("{}".utf8))
        let event = "{\"jsonrpc\":\"2.0\",\"method\":\"$/event\",\"params\":{\"seq\":1}}"
        // More than one in what is read at a time, and the last of them in part.
        try scene.send(bytes: Scene.frame(event) + Scene.frame(event) + [0, 0])
        var pipe = try Pipe()
        let listener = Descriptor(owning: dup(pipe.writer?.number ?? -1))
        for _ in 0..<2 {
            let push = try scene.connection.nextPush(of: id, untilEndOf: listener)
            #expect(push?.params == Array("{\"seq\":1}".utf8))
        }
        pipe.writer = nil
        letGo(pipe)
        #expect(try scene.connection.nextPush(of: id, untilEndOf: listener) == nil)
        #expect(try scene.requests().count == 1)
        scene.closeDaemon()
        #expect(throws: ConnectionError.closed("/test.sock")) {
            try scene.connection.nextPush(of: id, untilEndOf: listener)
        }
    }

    private func letGo(_ pipe: consuming Pipe) {}

    @Test func `a request that stays open brings messages until it is refused`() throws {
        let scene = try Scene()
        let id = try scene.connection.begin("Watch", params: Array("{}".utf8))
        try scene.send("{\"jsonrpc\":\"2.0\",\"method\":\"$/event\",\"params\":{\"id\":1}}")
        #expect(
            try scene.connection.nextPush(of: id, timeout: .seconds(5))?.method == "$/event")
        try scene.send("{\"error\":{\"code\":1,\"message\":\"m\"},\"id\":1,\"jsonrpc\":\"2.0\"}")
        #expect(throws: ConnectionError.self) {
            try scene.connection.nextPush(of: id, timeout: .seconds(5))
        }
        #expect(
            try scene.requests() == [
                "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"Watch\",\"params\":{}}"
            ])
    }

    @Test func `the last words of the daemon end the wait for a message`() throws {
        let scene = try Scene()
        try scene.send(
            "{\"jsonrpc\":\"2.0\",\"method\":\"$/goaway\","
                + "\"params\":{\"message\":\"\",\"reason\":\"DRAINING\"}}")
        #expect(
            throws: ConnectionError.goneAway(
                "/test.sock", Goaway(reason: "DRAINING", message: ""))
        ) {
            try scene.connection.nextPush(timeout: .seconds(5))
        }
    }

    @Test(arguments: 1...100)
    func `no answer whatever hangs a call or crashes it`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scene = try Scene()
        var bytes = Scene.frame("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{\"a\":[1,\"b\"]}}")
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
        }
        try scene.send(bytes: Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
        scene.closeDaemon()
        let failure = scene.failure(timeout: .seconds(60))
        if let failure {
            #expect(failure != .timedOut("/test.sock"), "seed \(seed)")
        }
    }
}

struct ConnectingTests {
    @Test func `a path at which nobody answers is named`() throws {
        let folder = try Folder.makeTemporary(named: "client-tests")
        defer { try? Folder.removeTree(folder) }
        let path = "\(folder)/lease.sock"
        #expect(failure(connectingTo: path) == .unreachable(path, .noSuchFile))
        // A listener that is gone leaves its socket behind.
        _ = try UnixListener.listen(at: UnixAddress(path: path))
        #expect(failure(connectingTo: path) == .unreachable(path, .connectionRefused))
    }

    @Test func `what is no socket is told from a socket at which nobody answers`() throws {
        let folder = try Folder.makeTemporary(named: "client-tests")
        defer { try? Folder.removeTree(folder) }
        let path = "\(folder)/accounts.json"
        _ = try File(opening: path, for: [.write, .create])
        #expect(failure(connectingTo: path) == .unreachable(path, .notASocket))
        #expect(failure(connectingTo: folder) == .unreachable(folder, .notASocket))
    }

    @Test func `a full backlog is no reason to wait`() throws {
        let folder = try Folder.makeTemporary(named: "client-tests")
        defer { try? Folder.removeTree(folder) }
        let path = "\(folder)/lease.sock"
        let listener = try UnixListener.listen(at: UnixAddress(path: path), backlog: 0)
        _ = try Connection.connect(to: path)
        #expect(failure(connectingTo: path) == .unreachable(path, .wouldBlock))
        _ = listener.descriptor.number
    }

    @Test func `a path that cannot be a socket's is refused before it is tried`() {
        let path = "/" + String(repeating: "a", count: 107)
        #expect(failure(connectingTo: path) == .unusablePath(path, .tooLong(byteCount: 108)))
        #expect(failure(connectingTo: "") == .unusablePath("", .empty))
    }

    private func failure(connectingTo path: String) -> ConnectionError? {
        do throws(ConnectionError) {
            _ = try Connection.connect(to: path)
            return nil
        } catch {
            return error
        }
    }
}
