import CLinux
import Glibc

extension UnixListener {
    /// Listens at a path that only its owner may connect to, unless another mode is given.
    ///
    /// The socket is made under another name in the same folder and renamed, so that it is never
    /// seen with another mode or not listening. A socket at which nobody answers is replaced. At
    /// most `backlog` connections wait, fewer where `net.core.somaxconn` is smaller.
    ///
    /// The folder is locked meanwhile (flock(2)): of two processes that find the same abandoned
    /// socket at once, the second finds the first one's.
    package static func listen(
        at address: UnixAddress, mode: UInt32 = 0o600, backlog: Int32 = 1024
    ) throws(ListeningFault) -> UnixListener {
        let lock = try ListeningFault.wrapping { () throws(Errno) in
            try Folder.open(address.folder)
        }
        let folder = lock.number
        let descriptor = try ListeningFault.wrapping { () throws(Errno) in
            _ = try retrying { flock(folder, LOCK_EX) }
            return try UnixSocket.open(isNonblocking: true)
        }
        if let fault = try Occupant(at: address).fault { throw fault }
        try ListeningFault.wrapping { () throws(Errno) in
            try place(descriptor, at: address, mode: mode, backlog: backlog)
        }
        return UnixListener(descriptor)
    }

    /// Makes the socket listen under a temporary name and gives it its own.
    private static func place(
        _ descriptor: borrowing Descriptor, at address: UnixAddress, mode: UInt32, backlog: Int32
    ) throws(Errno) {
        let number = descriptor.number
        let temporary = try bind(descriptor, beside: address, mode: mode)
        do throws(Errno) {
            // `bind` took the process's mask off the mode.
            try FileSystem.setMode(of: temporary.path, to: mode)
            _ = try retrying { Glibc.listen(number, backlog) }
            try FileSystem.rename(temporary.path, to: address.path)
        } catch {
            try? FileSystem.remove(temporary.path)
            throw error
        }
    }

    /// Binds under a name that nothing has, in the folder of the address.
    private static func bind(
        _ descriptor: borrowing Descriptor, beside address: UnixAddress, mode: UInt32
    ) throws(Errno) -> UnixAddress {
        let number = descriptor.number
        // The file will take its mode from the socket, less the process's mask.
        _ = try retrying { fchmod(number, mode) }
        let entropy = Entropy()
        var error = Errno.addressInUse
        for _ in 0..<16 where error == .addressInUse {
            let temporary = address.neighbour(using: entropy)
            do throws(Errno) {
                _ = try unsafe temporary.withSocketAddress { unsafe Glibc.bind(number, $0, $1) }
                return temporary
            } catch let failure {
                error = failure
            }
        }
        throw error
    }
}

extension UnixAddress {
    /// The folder that the socket is in.
    fileprivate var folder: String {
        let parts = split()
        if parts.folder.isEmpty { return "." }
        return String(decoding: parts.folder, as: UTF8.self)
    }

    /// An address in the same folder with a name of chance, no longer than this one's, for the
    /// longest path must have a neighbour too.
    fileprivate func neighbour(using entropy: Entropy) -> UnixAddress {
        var entropy = entropy
        let parts = split()
        let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
        var neighbour = Array(parts.folder)
        for index in 0..<min(parts.name.count, 10) {
            // A leading dot hides it from people, where there is room for more than a dot.
            let isDot = index == 0 && parts.name.count > 1
            let digit = digits[Int.random(in: 0..<digits.count, using: &entropy)]
            neighbour.append(isDot ? UInt8(ascii: ".") : digit)
        }
        return UnixAddress(fitting: String(decoding: neighbour, as: UTF8.self))
    }

    /// The path up to its last slash, the slash included, and the name after it.
    private func split() -> (folder: ArraySlice<UInt8>, name: ArraySlice<UInt8>) {
        let bytes = Array(path.utf8)
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return (bytes[..<start], bytes[start...])
    }
}
