import Glibc
import Kernel
import Testing

/// Signals are the whole process's, so each test has one of its own.
struct TerminalSignalTests {
    @Test func `what happens to a terminal is told, and neither ends nor stops the process`() async
    {
        await #expect(processExitsWith: .success) {
            let signals = try SignalQueue<TerminalSignal>()
            for number in [SIGWINCH, SIGTSTP, SIGHUP] { raise(number) }
            var seen: Set<TerminalSignal> = []
            for _ in 0..<3 {
                if let signal = try signals.next() { seen.insert(signal) }
            }
            #expect(seen == [.resized, .stop, .hangUp])
            #expect(try signals.next() == nil)
        }
    }

    @Test func `a job that nobody could continue does not stop, and hears of stops as before`()
        async
    {
        await #expect(processExitsWith: .success) {
            // The first process of a session has nobody who could continue it.
            let isFirst = getsid(0) == getpid() || setsid() > 0
            #expect(isFirst)
            guard isFirst else { return }
            let signals = try SignalQueue<TerminalSignal>()
            CurrentProcess.stopJob()
            // The testing library's own threads let the signal through, and one that has yet to
            // take it leaves it here to be read.
            while try signals.next() != nil {}
            raise(SIGTSTP)
            #expect(try signals.next() == .stop)
        }
    }
}
