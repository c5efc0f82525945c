import Kernel
import Testing

/// The environment is the whole process's, so each test has one of its own.
struct NotificationTests {
    @Test func `whoever started the process is told what it says`() async {
        await #expect(processExitsWith: .success) {
            let before = Clock.monotonic / 1_000
            let said = try heard {
                Notification.ready(status: "2 accounts")
                Notification.status("one\nWATCHDOG=trigger\r\ntwo")
                Notification.alive()
                Notification.ready()
                Notification.stopping()
                Notification.reloading()
            }
            #expect(
                said.dropLast() == [
                    "READY=1\nSTATUS=2 accounts", "STATUS=one WATCHDOG=trigger two", "WATCHDOG=1",
                    "READY=1", "STOPPING=1",
                ])
            let words = try #require(said.last).split { $0 == "=" || $0 == "\n" }
            #expect(words.dropLast() == ["RELOADING", "1", "MONOTONIC_USEC"])
            let time = try #require(words.last.flatMap { UInt64($0) })
            #expect((before...Clock.monotonic / 1_000).contains(time))
        }
    }

    /// The listener is bound and never reads: its queue holds some ten messages.
    @Test func `a manager that does not read holds nobody up`() async {
        await #expect(processExitsWith: .success) {
            let said = try heard {
                for number in 0..<1000 { Notification.status("message \(number)") }
                for _ in 0..<1000 { Notification.alive() }
            }
            #expect(said.first == "STATUS=message 0")
            #expect(said.count < 1000)
        }
    }

    @Test func `where nobody listens nothing happens`() async {
        await #expect(processExitsWith: .success) {
            for variable in ["NOTIFY_SOCKET", "WATCHDOG_USEC"] {
                try CurrentProcess.setEnvironment(variable, to: nil)
            }
            Notification.ready(status: "nobody hears it")
            #expect(Notification.watchdogInterval() == nil)
        }
    }

    @Test func `the watchdog's interval is told in nanoseconds`() async {
        await #expect(processExitsWith: .success) {
            try CurrentProcess.setEnvironment("WATCHDOG_PID", to: nil)
            try CurrentProcess.setEnvironment("WATCHDOG_USEC", to: "30000000")
            #expect(Notification.watchdogInterval() == 30_000_000_000)
            try CurrentProcess.setEnvironment("WATCHDOG_PID", to: "1")
            #expect(Notification.watchdogInterval() == nil)
        }
    }
}

/// What has arrived at a notification socket when a call has spoken: nobody reads it until then.
private func heard(while speak: () -> Void) throws -> [Substring] {
    // A datagram socket, which the module does not make.
    let script = """
        import socket, sys
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.bind(sys.argv[1])
        print("bound", flush=True)
        sys.stdin.read()
        listener.setblocking(False)
        try:
            while True:
                print(listener.recv(4096).decode(), end="\\n--\\n", flush=True)
        except BlockingIOError:
            pass
        """
    let folder = try TemporaryFolder()
    var pipe = try Pipe()
    var input = try Pipe()
    var listener = try ChildProcess(
        "python3", arguments: ["-c", script, folder("notify")],
        descriptors: [0: input.reader.number, 1: try owned(pipe.writer?.number)])
    pipe.writer = nil
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
        try #require(try pipe.reader.read(into: &line, atMost: 1) == 1)
    }
    try CurrentProcess.setEnvironment("NOTIFY_SOCKET", to: folder("notify"))
    speak()
    input.writer = nil
    let bytes = try pipe.reader.readAll(limit: 65_536)
    #expect(try listener.wait() == .exited(0))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n--\n")
}
