import Hosting
import JSON
import Kernel
import Testing

/// The daemon in a process of its own, from its start to its end.
struct StartupTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("i.json", "{\"accounts\":[\(Inventories.account())]}")
    }

    private func start(
        _ more: [String] = [], environment: [String: String?] = [:]
    ) throws -> ChildRun {
        try ChildRun.accountd(
            ["--accounts", folder("i.json"), "--listen-lease", folder("l")] + more,
            environment: environment)
    }

    private func ask(_ method: String, _ params: String = "{}") throws -> JSONValue? {
        let caller = try Caller(to: folder("l"))
        try caller.ask(method, params)
        try caller.wait()
        return try caller.take()
    }

    @Test func `it is ready when it answers, and says what it does until its end`() throws {
        let manager = try ManagerSocket(in: folder)
        var daemon = try start(environment: ["NOTIFY_SOCKET": manager.path])
        #expect(try manager.nextState() == "READY=1")
        #expect(try ask("Health")?[path: "result.status"]?.string == "SERVING")

        try daemon.send(.hangUp)
        #expect(try manager.nextState() == "RELOADING=1")
        #expect(try manager.nextState() == "READY=1")

        try folder.write("i.json", "{")
        try daemon.send(.hangUp)
        #expect(try manager.nextState() == "RELOADING=1")
        #expect(try manager.nextState() == "READY=1")
        let reply = try ask("Select", #"{"provider":"openai"}"#)
        #expect(reply?[path: "result.lease.account_id"]?.string == "a")

        try daemon.send(.terminate)
        #expect(try manager.nextState() == "STOPPING=1")
        let result = try daemon.finish()
        #expect(result.ending == .exited(0))
        #expect(try folder.names() == ["i.json", "notify.sock"])
        #expect(
            result.errors.replacing(folder.path, with: "DIR").split(separator: "\n") == [
                "<5>no --state: what is learnt of accounts ends with this process",
                "<5>no --runtime: leases end with this process",
                "<5>serving 1 account (openai 1)",
                "<5>inventory reloaded accounts=1 changed=0 rule=signal.hangup",
                "<3>DIR/i.json:1:2: the file ends before the text is complete",
                "<3>reload failed; the old inventory stays in force",
                "<5>stopping",
                "<5>stopped",
            ])
    }

    @Test(arguments: [
        "", "nonsense", "00112233445566778899aabbccddeef", "00000000000000000000000000000000",
    ])
    func `a boot's id that is none is refused, and not taken for another boot's`(
        boot: String
    ) throws {
        var daemon = try start([], environment: ["ACCOUNTD_BOOT_ID": boot])
        let result = try daemon.finish()
        #expect(result.ending == .exited(64))
        #expect(
            result.errors
                == "<3>accountd: $ACCOUNTD_BOOT_ID must be 32 hexadecimal digits that are not "
                + "all 0, with hyphens or without; when it is not there, the kernel is asked\n")
    }

    @Test func `numbers follow what happens, and signs of life come by themselves`() throws {
        let manager = try ManagerSocket(in: folder)
        let daemon = try start(
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "100000"])
        #expect(try manager.nextState() == "READY=1")
        for _ in 0..<3 { #expect(try manager.nextState() == "WATCHDOG=1") }
        let caller = try Caller(to: folder("l"))
        try caller.ask("Select", #"{"provider":"openai"}"#)
        var message = try manager.next()
        while message == "WATCHDOG=1" { message = try manager.next() }
        #expect(message == "STATUS=connections 1, leases 1, waiters 0")
        withExtendedLifetime(caller) {}
        _ = consume daemon
    }

    @Test func `a second signal does not wait for clients`() throws {
        let manager = try ManagerSocket(in: folder)
        var daemon = try start(environment: ["NOTIFY_SOCKET": manager.path])
        #expect(try manager.nextState() == "READY=1")
        let caller = try Caller(to: folder("l"))
        // Answers of half a mebibyte, of which the socket holds less.
        for _ in 0..<1000 { _ = try? caller.ask("Summary", #"{"accounts":true}"#) }
        try caller.wait()
        try daemon.send(.terminate)
        #expect(try manager.nextState() == "STOPPING=1")
        try daemon.send(.terminate)
        #expect(try daemon.finish().ending == .exited(0))
        withExtendedLifetime(caller) {}
    }

    @Test func `a second instance ends with its own status and leaves the first alone`() throws {
        let manager = try ManagerSocket(in: folder)
        let first = try start(environment: ["NOTIFY_SOCKET": manager.path])
        #expect(try manager.nextState() == "READY=1")
        var second = try start()
        let result = try second.finish()
        #expect(result.ending == .exited(75))
        #expect(
            result.errors.replacing(folder.path, with: "DIR")
                == "<3>accountd: another instance answers at DIR/l\n")
        #expect(try ask("Health") != nil)
        _ = consume first
    }

    @Test func `a folder of its own keeps a second instance away from other sockets too`() throws {
        let manager = try ManagerSocket(in: folder)
        let first = try start(
            ["--state", folder("state")], environment: ["NOTIFY_SOCKET": manager.path])
        #expect(try manager.nextState() == "READY=1")
        var second = try ChildRun.accountd([
            "--accounts", folder("i.json"), "--listen-lease", folder("other"), "--state",
            folder("state"),
        ])
        let result = try second.finish()
        #expect(result.ending == .exited(75))
        #expect(
            result.errors.replacing(folder.path, with: "DIR")
                == "<3>accountd: another instance uses the folder DIR/state\n")
        _ = consume first
    }

    @Test func `it says what it has taken up, and keeps it`() throws {
        let manager = try ManagerSocket(in: folder)
        var daemon = try start(
            ["--state", folder("state"), "--runtime", folder("run")],
            environment: ["NOTIFY_SOCKET": manager.path])
        #expect(try manager.nextState() == "READY=1")
        try daemon.send(.terminate)
        #expect(
            try daemon.finish().errors.replacing(folder.path, with: "DIR").hasPrefix(
                "<5>DIR/state: 0 accounts recalled\n"))
        #expect(try Folder.list(folder("state")) == ["image.0001", "journal.0001", "lock"])
    }

    @Test func `a broken inventory ends it with every mistake and without a socket`() throws {
        try folder.write("i.json", "{\"accounts\":[{\"id\":\"a\"},\n{\"id\":\"a b\"}]}")
        var daemon = try start()
        let result = try daemon.finish()
        #expect(result.ending == .exited(78))
        #expect(
            result.errors.replacing(folder.path, with: "DIR").split(separator: "\n").first
                == "<3>accountd: DIR/i.json:1: accounts[0].provider: is missing")
        #expect(try folder.names() == ["i.json"])
    }

    @Test func `systemd's socket is served and stays`() throws {
        let manager = try ManagerSocket(in: folder)
        let listener = try UnixListener.listen(at: UnixAddress(path: folder("l")))
        var daemon = try ChildRun(
            "/bin/sh",
            [
                "-c", "LISTEN_PID=$$ exec \"$0\" \"$@\"", try ChildRun.program("accountd"),
                "--accounts", folder("i.json"),
            ],
            environment: [
                "LISTEN_FDS": "1", "LISTEN_FDNAMES": "lease", "NOTIFY_SOCKET": manager.path,
            ], descriptors: [3: listener.descriptor.number])
        // A client that came first waits in the queue.
        let reply = try ask("Select", #"{"provider":"openai"}"#)
        #expect(reply?[path: "result.lease.account_id"]?.string == "a")
        try daemon.send(.terminate)
        #expect(try daemon.finish().ending == .exited(0))
        #expect(try folder.names() == ["i.json", "l", "notify.sock"])
    }
}
