import Kernel
import Proxying
import Testing

struct ProxyProgramTests {
    @Test func `the program listens, answers, and ends when it is told to`() async throws {
        let run = try ProgramRun(["--listen", "127.0.0.1:0", "--socket", "/nowhere/lease.sock"])
        await run.lines()
        let prefix = "listening on http://"
        let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix(prefix) })
        let address = try #require(InternetAddress(String(line.dropFirst(prefix.count))))
        let caller = Caller(try StreamSocket.connect(to: address))
        caller.send("GET", "/-/health")
        #expect(await caller.answer().body == "{\"status\":\"ok\"}\n")
        try run.stop()
        #expect(try run.status() == 0)
    }

    @Test func `a daemon that cannot be reached is told at the start`() async throws {
        let run = try ProgramRun(["--listen", "127.0.0.1:0", "--socket", "/nowhere/lease.sock"])
        await run.lines(2)
        #expect(
            run.output.split(separator: "\n").last.map(String.init)
                == "accountd cannot be reached: no daemon at /nowhere/lease.sock: "
                + "No such file or directory (ENOENT)")
        try run.stop()
        #expect(try run.status() == 0)
    }

    @Test func `all mistakes of the routes are told, with exit status 78`() throws {
        let run = try ProgramRun(["--listen", "127.0.0.1:0"], routes: "{\"routes\":[{},{}]}")
        #expect(try run.status() == 78)
        #expect(run.output.split(separator: "\n").count == 6)
    }

    @Test func `a path that can be no socket's is a mistake of the command line`() throws {
        let path = "/" + String(repeating: "x", count: 128)
        let run = try ProgramRun(["--listen", "127.0.0.1:0", "--socket", path])
        #expect(try run.status() == 64)
        #expect(
            run.output
                == "account-proxy: \(path): a socket's path has at most 107 bytes, "
                + "this one has 129\n")
    }

    @Test func `an unknown option is a mistake of the command line`() {
        #expect(ProxyProgram.run(["--lisen"]) == .usage)
    }
}
