import CLinux
import Glibc

/// Bytes from one process to another, in one direction.
package struct Pipe: ~Copyable, Sendable {
    /// Where the bytes come out; at the end when no writer is left.
    package let reader: Descriptor
    /// Where they go in, until it is set to `nil` and thereby closed.
    package var writer: Descriptor?

    /// Makes a pipe whose ends are blocking and closed on exec.
    package init() throws(Errno) {
        var numbers: [2 of Int32] = [-1, -1]
        var span = numbers.mutableSpan
        _ = try unsafe span.withUnsafeMutableBufferPointer { (buffer) throws(Errno) in
            let start = buffer.baseAddress
            return try retrying { unsafe pipe2(start, O_CLOEXEC) }
        }
        reader = Descriptor(owning: numbers[0])
        writer = Descriptor(owning: numbers[1])
    }
}
