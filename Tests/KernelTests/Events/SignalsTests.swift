import Glibc
import Kernel
import Testing

/// Signals are the whole process's, so each test has one of its own.
struct SignalsTests {
    @Test func `signals wait to be read, each kind once, and kill nobody`() async {
        await #expect(processExitsWith: .success) {
            let signals = try Signals()
            #expect(try signals.next() == nil)
            for number in [SIGTERM, SIGTERM, SIGINT, SIGHUP] { raise(number) }
            #expect(try signals.descriptor.wait(for: .read, atMost: nil) == .read)
            var seen: Set<Signal> = []
            for _ in 0..<3 {
                if let signal = try signals.next() { seen.insert(signal) }
            }
            #expect(seen == [.terminate, .interrupt, .hangUp])
            #expect(try signals.next() == nil)
        }
    }

    @Test func `a signal that is not asked for does what it always did`() async {
        await #expect(processExitsWith: .signal(SIGINT)) {
            signal(SIGINT, SIG_DFL)
            let signals = try Signals([.terminate])
            try end(by: SIGINT)
            _ = consume signals
        }
    }

    @Test func `a pipe that nobody reads kills unless that is ignored`() async {
        await #expect(processExitsWith: .signal(SIGPIPE)) {
            signal(SIGPIPE, SIG_DFL)
            try Pair().closeSecond().descriptor.writeAll([1])
        }
        await #expect(processExitsWith: .success) {
            Signals.ignoreBrokenPipes()
            let socket = try Pair().closeSecond()
            #expect(throws: Errno.brokenPipe) { try socket.descriptor.writeAll([1]) }
        }
        await #expect(processExitsWith: .signal(SIGPIPE)) {
            signal(SIGPIPE, SIG_DFL)
            Signals.breakPipe()
        }
        await #expect(processExitsWith: .success) {
            Signals.ignoreBrokenPipes()
            Signals.breakPipe()
        }
    }

    @Test(arguments: [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP])
    func `a crash signal ends the process whatever was made of it`(number: Int32) async {
        await #expect(processExitsWith: .signal(number)) { [number] in
            signal(number, SIG_IGN)
            Signals.restoreCrashSignals()
            try end(by: number)
        }
    }
}

/// Sends the process a signal and waits to be ended by it. The testing library's own threads block
/// most signals, so it is some other thread that is hit, a moment later.
private func end(by number: Int32) throws {
    let bell = try EventDescriptor()
    kill(CurrentProcess.number, number)
    _ = try bell.descriptor.wait(for: .read, atMost: 10_000_000_000)
}
