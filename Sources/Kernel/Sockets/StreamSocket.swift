import CLinux
import Glibc

/// One end of a connection, be it between two hosts or within one.
package struct StreamSocket: ~Copyable, Sendable {
    private let socket: UnixSocket

    /// Takes a connected nonblocking stream socket.
    init(_ descriptor: consuming Descriptor) {
        socket = UnixSocket(descriptor)
    }

    /// Connects to an address, and waits until that is done.
    package static func connect(to address: InternetAddress) throws(Errno) -> StreamSocket {
        let descriptor = try address.open()
        try descriptor.setNonblocking(false)
        let number = descriptor.number
        try unsafe address.withSocketAddress { unsafe Glibc.connect(number, $0, $1) }
        try descriptor.setNonblocking(true)
        let socket = StreamSocket(descriptor)
        socket.sendAtOnce()
        return socket
    }

    /// Watches the connection under a token.
    package borrowing func watch(
        in epoll: borrowing Epoll, token: UInt64, for interest: Readiness
    ) throws(Errno) {
        try epoll.add(socket.descriptor, token: token, for: interest)
    }

    /// Changes what the connection is watched for.
    package borrowing func watch(
        again epoll: borrowing Epoll, token: UInt64, for interest: Readiness
    ) throws(Errno) {
        try epoll.modify(socket.descriptor, token: token, for: interest)
    }

    /// Appends what the peer has sent, at most so many bytes, without waiting.
    package borrowing func receive(
        into bytes: inout [UInt8], atMost capacity: Int
    ) throws(Errno) -> Reception {
        try socket.receive(into: &bytes, atMost: capacity)
    }

    /// Sends a part of the array without waiting, and says how many bytes of it the kernel took;
    /// 0 when it can take none at the moment.
    package borrowing func send(_ bytes: [UInt8], _ range: Range<Int>) throws(Errno) -> Int {
        try socket.send(bytes, range)
    }

    /// Says that this side will send nothing more; what was sent before still arrives.
    package borrowing func endSending() throws(Errno) {
        try socket.endSending()
    }

    /// Waits until the connection is ready, at most so many nanoseconds, or for ever.
    package borrowing func wait(
        for interest: Readiness, atMost nanoseconds: UInt64?
    ) throws(Errno) -> Readiness {
        try socket.descriptor.wait(for: interest, atMost: nanoseconds)
    }

    /// Has small parts sent as soon as they are written (tcp(7), TCP_NODELAY), which a Unix socket
    /// does by itself.
    borrowing func sendAtOnce() {
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(
            socket.descriptor.number, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
    }
}
