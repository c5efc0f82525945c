import AccountClient
import HTTP
import Kernel
import Proxying
import Testing

@Suite(.serialized) struct ProxyServerTroublesTests {
    /// A route to nobody: the port of the discard service (RFC 863), which no test can be given.
    private func route(_ prefix: String, provider: String) throws -> Route {
        Route(
            prefix: try PathPrefix(prefix).required(), provider: provider,
            upstream: "http://127.0.0.1:9")
    }

    @Test func `a daemon that goes away and comes back is told once each`() async throws {
        let bench = try Bench.hello()
        #expect(try await bench.call().status == 200)
        #expect(bench.log.lines.isEmpty)
        try bench.daemon.kill()
        for _ in 0..<3 { #expect(try await bench.call().status == 503) }
        let expected =
            "accountd cannot be reached: no daemon at \(bench.daemon.path): "
            + "Connection refused (ECONNREFUSED)"
        #expect(bench.log.lines == [expected])
        #expect(try await bench.call(path: "/-/ready", method: "GET").status == 503)
        #expect(bench.log.lines.count == 1)
        try bench.daemon.start()
        for _ in 0..<2 { #expect(try await bench.call().status == 200) }
        #expect(bench.log.lines == [expected, "accountd is reached again"])
    }

    @Test func `a daemon that is away is told too where a route has a fallback`() async throws {
        let own = OwnAccount(headers: [CredentialHeader(name: "x-api-key", value: "sk-own")])
        let bench = try Bench(fallback: own) { _ in [.send(response(200, [:], "hello"))] }
        try bench.daemon.kill()
        #expect(try await bench.call().status == 200)
        // It asks as the first request's probe does, and settles behind it.
        #expect(await bench.server.probe() == false)
        #expect(try await bench.call().status == 200)
        #expect(bench.log.lines.count == 1)
        #expect(bench.log.lines[0].contains(bench.daemon.path))
        #expect(!bench.log.lines[0].contains("sk-own"))
    }

    @Test func `a socket that may not be opened is told with its path and this user`() async throws
    {
        let path = "/run/accountd/lease.sock"
        let client = try AccountClient(path: path, name: "proxy-test") {
            () throws(ConnectionError) in
            throw ConnectionError(connectingTo: path, .permissionDenied)
        }
        let told = Told()
        let server = try ProxyServer(
            try StreamListener.listen(at: InternetAddress("127.0.0.1:0").required()),
            routes: RouteTable([]), client: client, upstream: SessionUpstream(), log: told.add)
        #expect(await server.probe() == false)
        #expect(await server.probe() == false)
        let user = CurrentProcess.user
        #expect(
            told.lines == [
                "accountd cannot be reached: \(path): this user (uid \(user)) may not connect there"
            ])
    }

    @Test func `a provider without accounts is told once a route`() async throws {
        let bench = try Bench(routes: [
            route("/one", provider: "clawd"), route("/two", provider: "clawd"),
        ]) { _ in [.send(response(200, [:], "hello"))] }
        for path in ["/one/v1", "/two/v1", "/one/v2", "/two/v1"] {
            #expect(try await bench.call(path: path).status == 502)
        }
        #expect(try await bench.call().status == 200)
        #expect(
            bench.log.lines == [
                "route /one: accountd has no account of clawd",
                "route /two: accountd has no account of clawd",
            ])
    }

    @Test func `an upstream that cannot be reached is told once, without the request`() async throws
    {
        let away = try route("/away", provider: "claude")
        let bench = try Bench(routes: [away]) { _ in [.send(response(200, [:], "hello"))] }
        for number in 0..<3 {
            let answer = try await bench.call(
                "{\"model\":\"claude-secret\"}", path: "/away/v1/secret?secret=\(number)",
                headers: ["x-api-key": "secret"])
            #expect(answer.status == 502 || answer.status == 429)
        }
        let line = try bench.log.lines.first.required()
        #expect(bench.log.lines.count == 1)
        #expect(line.hasPrefix("upstream \(away.upstream) cannot be reached: Failed to connect"))
        #expect(!line.contains("secret"))
        #expect(!line.contains("test-"))
    }
}
