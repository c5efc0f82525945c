import Kernel
import Testing

/// The environment is the whole process's, so each test has one of its own.
struct NotificationTests {
    @Test func `whoever started the process is told what it says`() async {
        await #expect(processExitsWith: .success) {
            let before = Clock.monotonic / 1_000
            let said = try heard(count: 6) {
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

/// What arrives at a notification socket, so many messages, while a call speaks.
private func heard(count: Int, while speak: () -> Void) throws -> [Substring] {
    // A datagram socket, which the module does not make.
    let script = """
        import socket, sys
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.bind(sys.argv[1])
        print("bound", flush=True)
        for _ in range(int(sys.argv[2])):
            print(listener.recv(4096).decode(), end="\\n--\\n", flush=True)
        """
    let folder = try TemporaryFolder()
    var pipe = try Pipe()
    var listener = try ChildProcess(
        "python3", arguments: ["-c", script, folder("notify"), "\(count)"],
        descriptors: [1: try owned(pipe.writer?.number)])
    pipe.writer = nil
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
        try #require(try pipe.reader.read(into: &line, atMost: 1) == 1)
    }
    try CurrentProcess.setEnvironment("NOTIFY_SOCKET", to: folder("notify"))
    speak()
    let bytes = try pipe.reader.readAll(limit: 65_536)
    #expect(try listener.wait() == .exited(0))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n--\n")
}
