import CLinux
import Glibc

/// A program that this process started; killed when its owner lets it go.
package struct ChildProcess: ~Copyable, Sendable {
    /// How a process ended.
    package enum Ending: Equatable, Sendable {
        /// It ended itself, with a status.
        case exited(Int32)
        /// A signal ended it.
        case killed(signal: Int32)
    }

    /// The process's number, its own as long as nobody has waited for its end.
    package let number: Int32
    /// Readable from the moment it is dead.
    package let descriptor: Descriptor
    private var ending: Ending?

    /// Starts a program, searched for in `$PATH` when its name has no slash.
    ///
    /// It gets the arguments after its own name; the environment with some variables changed, or
    /// removed where the value is `nil`; the standard streams; and those of this process's
    /// descriptors that are named, each by the number it shall have there. Signals are as a new
    /// process expects them.
    package init(
        _ program: String, arguments: [String] = [], environment: [String: String?] = [:],
        descriptors: [Int32: Int32] = [:]
    ) throws(Errno) {
        let variables = CurrentProcess.environment(changing: environment)
        let number = try Spawn(passing: descriptors)
            .run(program, arguments: [program] + arguments, environment: variables)
        do throws(Errno) {
            descriptor = Descriptor(owning: try retrying { linux_pidfd_open(number) })
        } catch {
            Self.end(number)
            throw error
        }
        self.number = number
    }

    deinit {
        if ending == nil { Self.end(number) }
    }

    /// Sends it a signal by its number, such as 9 for `SIGKILL`; nothing happens after its end.
    package borrowing func send(signal: Int32) throws(Errno) {
        if ending != nil { return }
        let number = self.number
        _ = try retrying { kill(number, signal) }
    }

    /// Waits for its end, at most so many nanoseconds, or for ever; nothing when it still runs.
    package mutating func wait(atMost nanoseconds: UInt64? = nil) throws(Errno) -> Ending? {
        if let ending { return ending }
        guard try descriptor.wait(for: .read, atMost: nanoseconds).contains(.read) else {
            return nil
        }
        ending = try Self.reap(number)
        return ending
    }

    private static func end(_ number: Int32) {
        _ = kill(number, SIGKILL)
        _ = try? reap(number)
    }

    private static func reap(_ number: Int32) throws(Errno) -> Ending {
        var status: Int32 = 0
        _ = try retrying { unsafe waitpid(number, &status, 0) }
        // The low seven bits are the signal, the next eight the exit status (wait(2)).
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    }
}
