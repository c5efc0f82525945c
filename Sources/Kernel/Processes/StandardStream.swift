import Glibc

/// A stream that every process is started with.
package enum StandardStream: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2

    /// What a stream does that was closed when the process started.
    package enum Substitute: Sendable {
        /// Reading brings the end, and writing fails with `EBADF`: for a command, whose caller
        /// is to learn that the output went nowhere.
        case refusing
        /// Reading brings the end, and what is written is gone: for a program that runs on
        /// whether or not somebody hears it.
        case discarding

        fileprivate var access: Int32 {
            switch self {
            case .refusing: O_RDONLY
            case .discarding: O_RDWR
            }
        }
    }

    /// Opens /dev/null in place of each standard stream that is closed; the others stay as they
    /// are.
    ///
    /// To be called before anything else is opened: the kernel gives the lowest free number, so
    /// that the first socket would otherwise become standard output, and its peer would be sent
    /// what was meant for people. Programs that this one starts inherit the substitutes.
    package static func occupyClosed(_ substitute: Substitute) throws(Errno) {
        // From the lowest number up, so that each opening takes the number that is looked at.
        for stream in [Self.input, .output, .error] where !stream.isOpen {
            let access = substitute.access
            _ = try unsafe retrying("/dev/null") { unsafe open($0, access) }
        }
    }

    /// Does so with `refusing`, and ends the process with status 1 and a line on standard error
    /// where /dev/null cannot be opened.
    package static func occupyClosed(inCommand name: String) {
        do throws(Errno) {
            try occupyClosed(.refusing)
        } catch {
            try? StandardStream.error.write("\(name): cannot open /dev/null: \(error)\n")
            CurrentProcess.exit(1)
        }
    }

    /// Writes all bytes, waiting while the other side takes none.
    ///
    /// `EPIPE` when nobody reads, `ENOSPC` when the disk behind it is full; nothing is buffered,
    /// so that no failure is found out later.
    package func write(_ bytes: [UInt8]) throws(Errno) {
        try lend { (descriptor) throws(Errno) in try descriptor.writeAll(bytes) }
    }

    /// Writes a text, as it is.
    package func write(_ text: String) throws(Errno) {
        try write(Array(text.utf8))
    }

    /// Reads to the end; more bytes than the limit are `EFBIG`.
    package func readAll(limit: Int) throws(Errno) -> [UInt8] {
        try lend { (descriptor) throws(Errno) in try descriptor.readAll(limit: limit) }
    }

    /// Whether a terminal is at the other end.
    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// How many characters a line of the terminal has; nothing when it is none or does not say.
    package var columns: Int? { TerminalSize(of: rawValue)?.columns }

    private var isOpen: Bool { fcntl(rawValue, F_GETFD) != -1 }

    /// Makes a call with the stream's descriptor, which whoever started the process shares, and
    /// which is therefore left open.
    package func lend<Answer, Failure>(
        _ call: (borrowing Descriptor) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        let descriptor = Descriptor(owning: rawValue)
        do throws(Failure) {
            let answer = try call(descriptor)
            descriptor.release()
            return answer
        } catch {
            descriptor.release()
            throw error
        }
    }
}
