import Glibc

/// A stream that every process is started with.
package enum StandardStream: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2

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

    /// Makes a call with the stream's descriptor, which whoever started the process shares, and
    /// which is therefore left open.
    private func lend<Answer>(
        _ call: (borrowing Descriptor) throws(Errno) -> Answer
    ) throws(Errno) -> Answer {
        let descriptor = Descriptor(owning: rawValue)
        do throws(Errno) {
            let answer = try call(descriptor)
            descriptor.release()
            return answer
        } catch {
            descriptor.release()
            throw error
        }
    }
}
