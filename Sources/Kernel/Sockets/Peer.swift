import CLinux
import Glibc

/// Who a process was when it connected, as the kernel vouches.
package struct PeerCredentials: Equatable, Sendable {
    /// The process; 0 when it lives in a process namespace that this one cannot see. Numbers are
    /// given out again, so that nothing may be allowed because of one.
    package let process: Int32
    /// The effective user.
    package let user: UInt32
    /// The effective group.
    package let group: UInt32
}

extension UnixSocket {
    /// Asks who connected (SO_PEERCRED).
    package borrowing func peerCredentials() throws(Errno) -> PeerCredentials {
        var credentials = linux_credentials()
        var size = socklen_t(MemoryLayout<linux_credentials>.size)
        let number = descriptor.number
        _ = try retrying {
            unsafe getsockopt(number, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
        }
        return PeerCredentials(
            process: credentials.pid, user: credentials.uid, group: credentials.gid)
    }

    /// A descriptor of the process that connected, readable from the moment it is dead.
    ///
    /// Asked of the socket (SO_PEERPIDFD, Linux 6.5), else by the number in the credentials;
    /// `nil` when the kernel offers neither, or the process is already gone.
    package borrowing func peerProcess() -> Descriptor? {
        var process: Int32 = -1
        var size = socklen_t(MemoryLayout<Int32>.size)
        let option = Int32(LINUX_SO_PEERPIDFD)
        if unsafe getsockopt(descriptor.number, SOL_SOCKET, option, &process, &size) == 0 {
            return Descriptor(owning: process)
        }
        guard let credentials = try? peerCredentials() else { return nil }
        process = linux_pidfd_open(credentials.process)
        return process == -1 ? nil : Descriptor(owning: process)
    }
}
