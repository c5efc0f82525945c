import CLinux
import Glibc

/// A signal that a program on a terminal answers.
package enum TerminalSignal: Int32, Sendable, CaseIterable {
    /// The terminal went away.
    case hangUp = 1
    /// Interrupted by another process; the keyboard's Ctrl-C is a key while the screen is taken.
    case interrupt = 2
    /// Asked to end.
    case terminate = 15
    /// Goes on after it was stopped; what the terminal shows and how it is set may be another's.
    case goesOn = 18
    /// Asked to stop for a while.
    case stop = 20
    /// The terminal has another size.
    case resized = 28
}

extension CurrentProcess {
    /// Stops this process and those of its job, as Ctrl-Z does, until somebody continues them.
    ///
    /// Nothing happens when nobody is there to continue it: the kernel does not stop the processes
    /// of a job whose shell has gone.
    package static func stopJob() {
        var set = sigset_t.empty
        unsafe sigaddset(&set, TerminalSignal.stop.rawValue)
        // A signal that comes while it is let through is delivered before `kill` returns.
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
        _ = kill(0, TerminalSignal.stop.rawValue)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
