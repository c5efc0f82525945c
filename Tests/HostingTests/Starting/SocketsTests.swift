import Hosting
import Kernel
import Testing
import Wire

/// What systemd passes is the whole process's, so that it is tested with processes.
struct SocketsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("i.json", "{\"accounts\":[\(Inventories.account())]}")
    }

    private func open(_ options: String...) throws -> [Listener] {
        try Sockets.open(try Options(options), log: Lines().log())
    }

    private func fault(_ options: String...) throws -> StartFault {
        let options = try Options(options)
        let fault = try #require(throws: StartFault.self) {
            try Sockets.open(options, log: Lines().log())
        }
        return StartFault(fault.status, fault.lines.map { $0.replacing(folder.path, with: "DIR") })
    }

    @Test func `each socket is its owner's alone`() throws {
        let listeners = try open(
            "--listen-lease", folder("l"), "--listen-ops", folder("o"), "--listen-keeper",
            folder("k"))
        #expect(listeners.map(\.kind) == [.lease, .ops, .keeper])
        for name in ["l", "o", "k"] {
            let status = try FileSystem.status(of: folder(name))
            #expect(status.kind == .socket && status.mode == 0o600)
        }
        withExtendedLifetime(listeners) {}
    }

    @Test func `another instance that answers keeps its socket`() throws {
        let listeners = try open("--listen-lease", folder("l"))
        #expect(
            try fault("--listen-lease", folder("l"))
                == StartFault(
                    .temporaryFailure, "another instance answers at DIR/l"))
        withExtendedLifetime(listeners) {}
    }

    /// In a process of its own: a child that another test starts would hold the socket open for a
    /// moment.
    @Test func `a socket at which nobody answers is replaced`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            _ = try UnixListener.listen(at: UnixAddress(path: folder("l")))
            #expect(try folder.names() == ["l"])
            let options = try Options(["--listen-lease", folder("l")])
            #expect(try Sockets.open(options, log: Lines().log()).count == 1)
        }
    }

    @Test func `when the second socket cannot be made the first does not stay behind`() throws {
        #expect(
            try fault("--listen-lease", folder("l"), "--listen-ops", folder("no/o"))
                == StartFault(
                    .cannotCreate,
                    "cannot listen at DIR/no/o: No such file or directory (ENOENT)"))
        #expect(try folder.names() == ["i.json"])
    }

    @Test func `what is no socket is left alone`() throws {
        #expect(
            try fault("--listen-lease", folder("i.json"))
                == StartFault(
                    .cannotCreate,
                    "cannot listen at DIR/i.json: something that is no socket is there"))
    }

    @Test func `a path that no address holds is a fault of the command line`() throws {
        let path = folder(String(repeating: "l", count: 107 - folder.path.utf8.count))
        #expect(
            try fault("--listen-lease", path).lines.map { String($0.suffix(60)) }
                == ["a socket's path has at most 107 bytes, this one has 108"].map {
                    String("\(path.replacing(folder.path, with: "DIR")): \($0)".suffix(60))
                })
        #expect(try fault("--listen-lease", path).status == .usage)
    }

    @Test func `without a socket for proxies there is nothing to serve`() throws {
        let result = try run(["--accounts", folder("i.json")])
        #expect(result.ending == .exited(78))
        #expect(
            result.errors.hasPrefix(
                "<3>accountd: no socket named \"lease\": systemd passed none\n"
                    + "<3>accountd: start accountd from its socket unit"))
    }

    @Test func `a socket for operators alone is not enough`() throws {
        let result = try run(["--accounts", folder("i.json")], passing: "ops")
        #expect(result.ending == .exited(78))
        #expect(result.errors.contains("no socket named \"lease\": systemd passed ops\n"))
    }

    @Test func `systemd's sockets and one's own are not mixed`() throws {
        let result = try run(
            ["--accounts", folder("i.json"), "--listen-lease", folder("l")], passing: "lease")
        #expect(result.ending == .exited(78))
        #expect(
            result.errors.contains(
                "sockets came from systemd and --listen-* was given; use one of the two"))
    }

    @Test func `what systemd passes must listen`() throws {
        var shell = try shell(
            ["--accounts", folder("i.json")], names: "lease", descriptors: [3: 2])
        let result = try shell.finish()
        #expect(result.ending == .exited(78))
        #expect(
            result.errors.contains(
                "the socket \"lease\" that systemd passed is no Unix socket that listens"))
    }

    @Test func `a socket of an unknown name is closed with a warning`() throws {
        let result = try run(["--accounts", folder("i.json")], passing: "lesae")
        #expect(result.ending == .exited(78))
        #expect(
            result.errors.contains(
                "<4>systemd passed a socket named \"lesae\", which is closed: "
                    + "the names are lease, ops and keeper"))
    }

    /// Runs the daemon to its end, with a socket from systemd if a name is given.
    private func run(
        _ arguments: [String], passing name: String? = nil
    ) throws -> ChildRun.Result {
        guard let name else {
            var child = try ChildRun.accountd(arguments)
            return try child.finish()
        }
        let address = try UnixAddress(path: folder("passed.sock"))
        let listener = try UnixListener.listen(at: address)
        var shell = try shell(
            arguments, names: name, descriptors: [3: listener.descriptor.number])
        return try shell.finish()
    }

    /// A shell that becomes the daemon, for systemd's variables name the process that they are for.
    private func shell(
        _ arguments: [String], names: String, descriptors: [Int32: Int32]
    ) throws -> ChildRun {
        try ChildRun(
            "/bin/sh",
            ["-c", "LISTEN_PID=$$ exec \"$0\" \"$@\"", try ChildRun.program("accountd")]
                + arguments,
            environment: ["LISTEN_FDS": "\(descriptors.count)", "LISTEN_FDNAMES": names],
            descriptors: descriptors)
    }
}
