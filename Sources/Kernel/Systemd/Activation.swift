import CLinux
import CSystemd
import Glibc

/// A socket that systemd made and passed to this process.
package final class ActivationSocket {
    /// The name in the unit (`FileDescriptorName=`), or `unknown`.
    package let name: String
    private var descriptor: Descriptor?

    init(name: String, owning number: Int32) {
        self.name = name
        descriptor = Descriptor(owning: number)
    }

    /// The listener, closed on exec and nonblocking, once; nothing when it is no listening stream
    /// socket, of the host or of the Internet protocols.
    package func takeStreamListener() throws(Errno) -> StreamListener? {
        guard let descriptor = descriptor.take() else { return nil }
        let kind = SOCK_STREAM.rawValue
        guard sd_is_socket(descriptor.number, 0, Int32(kind), 1) > 0 else { return nil }
        try descriptor.setNonblocking(true)
        return StreamListener(descriptor)
    }

    /// The listener, closed on exec and nonblocking, once; nothing when it is no listening stream
    /// socket of the host.
    package func takeListener() throws(Errno) -> UnixListener? {
        guard let descriptor = descriptor.take() else { return nil }
        let kind = SOCK_STREAM.rawValue
        guard sd_is_socket_unix(descriptor.number, Int32(kind), 1, nil, 0) > 0 else {
            return nil
        }
        try descriptor.setNonblocking(true)
        return UnixListener(descriptor)
    }
}

/// The start by socket activation (sd_listen_fds(3)).
package enum Activation {
    /// Takes what systemd passed, in the unit's order; empty when it passed nothing.
    ///
    /// Forgets the environment variables, so that a second call gets nothing; to be called before
    /// other threads are, for the environment is everybody's. What the caller drops is closed.
    package static func takeSockets() throws(Errno) -> [ActivationSocket] {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = unsafe sd_listen_fds_with_names(1, &names)
        if count < 0 { throw Errno(-count) }
        guard count > 0 else { return [] }
        var sockets: [ActivationSocket] = []
        for index in 0..<Int(count) {
            // libsystemd has set them to close on exec.
            let number = SD_LISTEN_FDS_START + Int32(index)
            let name = unsafe names?[index].map { unsafe String(cString: $0) }
            sockets.append(ActivationSocket(name: name ?? "unknown", owning: number))
            unsafe free(names?[index])
        }
        unsafe free(names)
        return sockets
    }
}
