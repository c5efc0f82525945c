import CLinux
import Glibc

/// One end of a connection between two processes of the host.
///
/// It never receives with a control buffer, so that no peer can push descriptors into this process.
package struct UnixSocket: ~Copyable, Sendable {
    /// The open socket, to wait for.
    package let descriptor: Descriptor

    /// Takes a connected stream socket.
    package init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    /// Gives up the descriptor.
    consuming func takeDescriptor() -> Descriptor { descriptor }

    /// Connects to a listener.
    ///
    /// A blocking socket waits while the listener's backlog is full; another one fails with
    /// `EAGAIN`, for Unix sockets have no connection in progress.
    package static func connect(
        to address: UnixAddress, isNonblocking: Bool = false
    ) throws(Errno) -> UnixSocket {
        let descriptor = try open(isNonblocking: isNonblocking)
        let number = descriptor.number
        _ = try unsafe address.withSocketAddress { unsafe Glibc.connect(number, $0, $1) }
        return UnixSocket(descriptor)
    }

    /// Makes two sockets that are connected to each other, and puts the second where it is told.
    package static func pair(
        with second: inout UnixSocket?, isNonblocking: Bool = true
    ) throws(Errno) -> UnixSocket {
        var numbers: [2 of Int32] = [-1, -1]
        let type = Self.type(isNonblocking: isNonblocking)
        var span = numbers.mutableSpan
        _ = try unsafe span.withUnsafeMutableBufferPointer { (buffer) throws(Errno) in
            let start = buffer.baseAddress
            return try retrying { unsafe socketpair(AF_UNIX, type, 0, start) }
        }
        second = UnixSocket(Descriptor(owning: numbers[1]))
        return UnixSocket(Descriptor(owning: numbers[0]))
    }

    /// Appends what the peer has sent, at most so many bytes, without waiting.
    package borrowing func receive(
        into bytes: inout [UInt8], atMost capacity: Int
    ) throws(Errno) -> Reception {
        try receive(into: &bytes, atMost: capacity, flags: Int32(MSG_DONTWAIT))
    }

    /// Appends what the peer sends, at most so many bytes, and waits for the first of them when
    /// the socket is a blocking one.
    ///
    /// `.wouldBlock` when the time of `setReceiveTimeout` is over.
    package borrowing func awaitBytes(
        into bytes: inout [UInt8], atMost capacity: Int
    ) throws(Errno) -> Reception {
        try receive(into: &bytes, atMost: capacity, flags: 0)
    }

    /// Sends a part of the array without waiting, and says how many bytes of it the kernel took;
    /// 0 when it can take none at the moment.
    ///
    /// A peer that is gone is `EPIPE` or `ECONNRESET`, never a signal.
    package borrowing func send(
        _ bytes: [UInt8], _ range: Range<Int>
    ) throws(Errno) -> Int {
        try send(bytes, range, flags: Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }

    /// Sends all bytes, waiting for room when the socket is a blocking one.
    package borrowing func sendAll(_ bytes: [UInt8]) throws(Errno) {
        var start = 0
        while start < bytes.count {
            let count = try send(bytes, start..<bytes.count, flags: Int32(MSG_NOSIGNAL))
            if count == 0 { _ = try descriptor.wait(for: .write, atMost: nil) }
            start += count
        }
    }

    /// Says that this side will send nothing more; what was sent before still arrives.
    package borrowing func endSending() throws(Errno) {
        let number = descriptor.number
        _ = try retrying { shutdown(number, Int32(SHUT_WR)) }
    }

    /// Sets how long `awaitBytes` waits at most; `nil` is for ever.
    package borrowing func setReceiveTimeout(_ nanoseconds: UInt64?) throws(Errno) {
        // The kernel reads zero as for ever.
        let microseconds = nanoseconds.map { max(1, $0 / 1_000) } ?? 0
        var time = timeval(
            tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
        let number = descriptor.number
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = try retrying { unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, size) }
    }

    static func open(isNonblocking: Bool) throws(Errno) -> Descriptor {
        let type = Self.type(isNonblocking: isNonblocking)
        return Descriptor(owning: try retrying { socket(AF_UNIX, type, 0) })
    }

    private static func type(isNonblocking: Bool) -> Int32 {
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
        return Int32(isNonblocking ? kind | SOCK_NONBLOCK.rawValue : kind)
    }

    @inline(always)
    private borrowing func receive(
        into bytes: inout [UInt8], atMost capacity: Int, flags: Int32
    ) throws(Errno) -> Reception {
        precondition(capacity > 0, "room for at least one byte")
        let number = descriptor.number
        do throws(Errno) {
            let count = try unsafe bytes.appendReading(atMost: capacity) { (start, count) in
                unsafe recv(number, start, count, flags)
            }
            return count == 0 ? .ended : .received(count)
        } catch {
            if error == .wouldBlock { return .wouldBlock }
            throw error
        }
    }

    @inline(always)
    private borrowing func send(
        _ bytes: [UInt8], _ range: Range<Int>, flags: Int32
    ) throws(Errno) -> Int {
        let number = descriptor.number
        do throws(Errno) {
            return try unsafe bytes.withBytes(in: range) { (start, count) in
                unsafe Glibc.send(number, start, count, flags)
            }
        } catch {
            if error == .wouldBlock { return 0 }
            throw error
        }
    }
}
