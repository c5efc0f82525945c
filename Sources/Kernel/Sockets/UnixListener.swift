import CLinux
import Glibc

/// A socket at which other processes connect.
package struct UnixListener: ~Copyable, Sendable {
    /// The open socket; readable while a connection waits.
    package let descriptor: Descriptor

    /// Takes a socket that listens.
    package init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    /// Accepts the next connection as a nonblocking socket, or nothing when none waits.
    ///
    /// `Errno.isOutOfDescriptors` tells the errors after which the connection still waits and the
    /// listener stays readable: close something first, or the turn spins.
    package borrowing func accept() throws(Errno) -> UnixSocket? {
        let number = descriptor.number
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        while true {
            do throws(Errno) {
                let accepted = try retrying { accept4(number, nil, nil, flags) }
                return UnixSocket(Descriptor(owning: accepted))
            } catch {
                if error == .wouldBlock { return nil }
                // The peer gave up while it waited, which concerns nobody else.
                if error != .connectionAborted && error != .protocolError { throw error }
            }
        }
    }
}

extension Errno {
    /// Whether a descriptor could not be made because there are too many, here or on the host,
    /// or no memory for one.
    package var isOutOfDescriptors: Bool {
        switch self {
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory: true
        case _: false
        }
    }
}
