import Glibc

/// A path at which a Unix socket can be.
package struct UnixAddress: Hashable, Sendable {
    /// Why a path can be no socket's.
    package enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        /// The path is empty.
        case empty
        /// The path has more bytes than the kernel's address holds.
        case tooLong(byteCount: Int)
        /// The path has a NUL inside. A leading one would mean an abstract socket, which anyone
        /// on the host may take.
        case containsNUL

        /// The fault in words.
        package var description: String {
            switch self {
            case .empty: "a socket's path cannot be empty"
            case .tooLong(let byteCount):
                "a socket's path has at most \(UnixAddress.maximumByteCount) bytes, "
                    + "this one has \(byteCount)"
            case .containsNUL: "a socket's path cannot contain NUL"
            }
        }
    }

    /// The longest path in bytes: `sun_path` has 108 with the NUL at its end (unix(7)).
    package static let maximumByteCount = 107

    /// The path.
    package let path: String

    /// Takes a path that fits.
    package init(path: String) throws(Fault) {
        let count = path.utf8.count
        if count == 0 { throw .empty }
        if count > Self.maximumByteCount { throw .tooLong(byteCount: count) }
        for byte in path.utf8 where byte == 0 { throw .containsNUL }
        self.path = path
    }

    /// Takes a path that is known to fit.
    init(fitting path: String) {
        self.path = path
    }

    /// Makes a call with the address as C has it.
    borrowing func withSocketAddress(
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(Errno) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { (bytes) in
            unsafe bytes.copyBytes(from: path.utf8)
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return try unsafe withUnsafePointer(to: &address) { (pointer) throws(Errno) in
            try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                (pointer) throws(Errno) in
                try retrying { unsafe call(pointer, size) }
            }
        }
    }
}
