import Glibc
import Kernel
import Testing

/// Descriptors 3 and up and the environment are the whole process's, so each test has one.
struct ActivationTests {
    @Test func `without systemd there is nothing`() async {
        await #expect(processExitsWith: .success) {
            let sockets = try Activation.takeSockets()
            #expect(sockets.isEmpty)
        }
    }

    @Test func `what was meant for another process is left alone`() async {
        await #expect(processExitsWith: .success) {
            try CurrentProcess.setEnvironment("LISTEN_PID", to: "1")
            try CurrentProcess.setEnvironment("LISTEN_FDS", to: "1")
            #expect(try Activation.takeSockets().isEmpty)
        }
    }

    @Test func `passed sockets come by name and only a listener is taken`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let address = try UnixAddress(path: folder("lease.sock"))
            let listener = try UnixListener.listen(at: address)
            let listening = try copy(listener.descriptor)
            try listener.descriptor.setNonblocking(false)
            let pair = try Pair()
            let connected = try copy(pair.first.descriptor)
            let file = try copy(try File(opening: "/dev/null", for: .read).descriptor)
            let sockets = try pass([listening: "lease", connected: "strange", file: ""])

            #expect(CurrentProcess.environment("LISTEN_FDS") == nil)
            #expect(try Activation.takeSockets().isEmpty)
            let passed = try owned(socket("lease", sockets).takeListener())
            #expect(passed.descriptor.number == listening)
            #expect(fcntl(listening, F_GETFD, 0) == FD_CLOEXEC)
            try #require(fcntl(listening, F_GETFL, 0) & O_NONBLOCK != 0)
            #expect(try passed.accept() == nil)
            let client = try UnixSocket.connect(to: address)
            #expect(try passed.accept() != nil)
            for name in ["lease", "strange", ""] {
                #expect(try socket(name, sockets).takeListener() == nil)
            }
            _ = consume client
            CurrentProcess.exit(0)
        }
    }

    @Test func `what the caller drops is closed`() async {
        await #expect(processExitsWith: .success) {
            var pipe = try Pipe()
            let writer = try owned(pipe.writer.take()).release()
            var sockets = try pass([writer: "unknown"])
            #expect(try pipe.reader.wait(for: .read, atMost: 0) == [])
            sockets.removeAll { $0.name == "unknown" }
            #expect(try pipe.reader.wait(for: .read, atMost: 0) == .hangUp)
            CurrentProcess.exit(0)
        }
    }

    @Test func `names that do not match the sockets are an error`() async {
        await #expect(processExitsWith: .success) {
            let file = try copy(try File(opening: "/dev/null", for: .read).descriptor)
            #expect(throws: Errno.invalidArgument) { _ = try pass([file: "one:two"]) }
        }
    }
}

/// A second number for what is open, owned by nobody.
private func copy(_ descriptor: borrowing Descriptor) throws -> Int32 {
    let number = fcntl(descriptor.number, F_DUPFD, 3)
    try #require(number >= 3)
    return number
}

/// Hands descriptors over as systemd does, which is all from 3 on, and takes them.
///
/// The testing library and its threads have some of them, which pass under another name, for
/// nothing may be closed under their feet. Hence also the tests' exits, which keep what was taken.
/// Where such a thread closes one meanwhile, the descriptors are handed over anew.
private func pass(_ names: [Int32: String]) throws -> [ActivationSocket] {
    for _ in 0..<100 {
        do throws(Errno) {
            return try handOver(names)
        } catch {
            guard error == .badDescriptor else { throw error }
        }
    }
    throw Errno.badDescriptor
}

private func handOver(_ names: [Int32: String]) throws(Errno) -> [ActivationSocket] {
    let last = names.keys.max() ?? 2
    for number in 3...last where fcntl(number, F_GETFD, 0) == -1 {
        guard dup2(0, number) == number else { throw Errno(errno) }
    }
    let list = (3...last).map { names[$0] ?? "another" }
    try CurrentProcess.setEnvironment("LISTEN_PID", to: "\(CurrentProcess.number)")
    try CurrentProcess.setEnvironment("LISTEN_FDS", to: "\(list.count)")
    try CurrentProcess.setEnvironment("LISTEN_FDNAMES", to: list.joined(separator: ":"))
    return try Activation.takeSockets()
}

private func socket(_ name: String, _ sockets: [ActivationSocket]) throws -> ActivationSocket {
    try #require(sockets.first { $0.name == name })
}
