import CLinux
import Glibc

/// A socket at which callers connect, of this host or of others.
package struct StreamListener: ~Copyable, Sendable {
    private let listener: UnixListener
    /// Where callers of other hosts connect; `nil` for a socket in the file system.
    package let address: InternetAddress?

    /// Takes a nonblocking stream socket that listens.
    init(_ descriptor: consuming Descriptor) {
        address = InternetAddress(of: descriptor)
        listener = UnixListener(descriptor)
    }

    /// Listens at an address; a port that a process before this one left may be taken at once.
    ///
    /// At most `backlog` connections wait, fewer where `net.core.somaxconn` is smaller.
    package static func listen(
        at address: InternetAddress, backlog: Int32 = 1024
    ) throws(Errno) -> StreamListener {
        let descriptor = try address.open()
        let number = descriptor.number
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = try retrying {
            unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &isOn, size)
        }
        try unsafe address.withSocketAddress { unsafe Glibc.bind(number, $0, $1) }
        _ = try retrying { Glibc.listen(number, backlog) }
        return StreamListener(descriptor)
    }

    /// Whether nobody outside of this host can connect.
    package var isLocal: Bool { address?.isLoopback ?? true }

    /// Watches for callers under a token.
    package borrowing func watch(in epoll: borrowing Epoll, token: UInt64) throws(Errno) {
        try epoll.add(listener.descriptor, token: token, for: .read)
    }

    /// Watches for nobody.
    package borrowing func unwatch(in epoll: borrowing Epoll) {
        // It fails for a descriptor that is not watched, which is what is wanted.
        try? epoll.remove(listener.descriptor)
    }

    /// Waits until a caller connects.
    package borrowing func wait() throws(Errno) {
        _ = try listener.descriptor.wait(for: .read, atMost: nil)
    }

    /// Accepts the next connection, or nothing when none waits; throws as `UnixListener` does.
    package borrowing func accept() throws(Errno) -> StreamSocket? {
        guard let accepted = try listener.accept() else { return nil }
        let socket = StreamSocket(accepted.takeDescriptor())
        if address != nil { socket.sendAtOnce() }
        return socket
    }
}
