import CLinux
import Glibc

/// A signal that the program answers.
package enum Signal: Int32, Sendable, CaseIterable {
    /// The terminal went away; for a daemon: read the configuration again.
    case hangUp = 1
    /// Interrupted from the keyboard.
    case interrupt = 2
    /// Asked to stop.
    case terminate = 15
}

/// The signals that a program which runs in the background answers.
package typealias Signals = SignalQueue<Signal>

/// The signals that were sent to this process, one after another, read like a file.
///
/// No handler runs, so nothing is interrupted at an unlucky moment.
package struct SignalQueue<Kind>: ~Copyable, Sendable
where Kind: RawRepresentable & CaseIterable & Sendable, Kind.RawValue == Int32 {
    /// Readable while a signal waits.
    package let descriptor: Descriptor

    /// Blocks the signals for the calling thread and those that it starts, and opens the file.
    ///
    /// To be made before any other thread is: a thread that does not block a signal would be
    /// killed by it.
    package init(_ signals: [Kind] = Array(Kind.allCases)) throws(Errno) {
        var set = sigset_t.empty
        for signal in signals { unsafe sigaddset(&set, signal.rawValue) }
        let blocked = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        guard blocked == 0 else { throw Errno(blocked) }
        let flags = Int32(SFD_CLOEXEC | SFD_NONBLOCK)
        descriptor = Descriptor(owning: try retrying { unsafe signalfd(-1, &set, flags) })
    }

    /// Takes the next signal, if one waits.
    package borrowing func next() throws(Errno) -> Kind? {
        let number = descriptor.number
        var information = signalfd_siginfo()
        do throws(Errno) {
            _ = try retrying {
                unsafe Glibc.read(number, &information, MemoryLayout<signalfd_siginfo>.size)
            }
        } catch {
            if error == .wouldBlock { return nil }
            throw error
        }
        return Kind(rawValue: Int32(information.ssi_signo))
    }
}

extension SignalQueue<Signal> {
    /// Makes writes to a closed pipe or socket fail with `EPIPE` instead of ending the process.
    package static func ignoreBrokenPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Does what a write to a pipe does that nobody reads: ends the process by `SIGPIPE`, or
    /// nothing where that is ignored.
    package static func breakPipe() {
        _ = raise(SIGPIPE)
    }

    /// Gives the crash signals back to the kernel: the process ends and reports nothing.
    ///
    /// Swift's crash report prints the bytes that registers point at, which may be secrets.
    package static func restoreCrashSignals() {
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGSYS, SIGTRAP] {
            _ = signal(number, SIG_DFL)
        }
    }
}

extension sigset_t {
    /// The set without a signal.
    static var empty: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        return set
    }
}
