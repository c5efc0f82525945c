import Glibc

extension UnixListener {
    /// Listens at a path that only its owner may connect to, unless another mode is given.
    ///
    /// The socket is made under another name in the same folder and renamed, so that it is never
    /// seen with another mode or not listening. A socket at which nobody answers is replaced. At
    /// most `backlog` connections wait, fewer where `net.core.somaxconn` is smaller.
    package static func listen(
        at address: UnixAddress, mode: UInt32 = 0o600, backlog: Int32 = 1024
    ) throws(ListeningFault) -> UnixListener {
        // Asked first, so that the usual refusals leave no trace in the folder.
        try Placement.look(at: address)
        let descriptor = try ListeningFault.wrapping { () throws(Errno) in
            try UnixSocket.open(isNonblocking: true)
        }
        let temporary = try bind(descriptor, beside: address, mode: mode)
        do throws(ListeningFault) {
            try start(descriptor, at: temporary, mode: mode, backlog: backlog)
            try Placement.move(temporary, to: address)
        } catch {
            try? FileSystem.remove(temporary.path)
            throw error
        }
        return UnixListener(descriptor)
    }

    private static func start(
        _ descriptor: borrowing Descriptor, at address: UnixAddress, mode: UInt32, backlog: Int32
    ) throws(ListeningFault) {
        let number = descriptor.number
        try ListeningFault.wrapping { () throws(Errno) in
            // `bind` took the process's mask off the mode.
            try FileSystem.setMode(of: address.path, to: mode)
            _ = try retrying { Glibc.listen(number, backlog) }
        }
    }

    /// Binds under a name that nothing has, in the folder of the address.
    private static func bind(
        _ descriptor: borrowing Descriptor, beside address: UnixAddress, mode: UInt32
    ) throws(ListeningFault) -> UnixAddress {
        let number = descriptor.number
        let entropy = Entropy()
        var error = Errno.addressInUse
        for _ in 0..<16 where error == .addressInUse {
            let temporary = address.neighbour(using: entropy)
            do throws(Errno) {
                // The file takes its mode from the socket, less the process's mask.
                _ = try retrying { fchmod(number, mode) }
                _ = try unsafe temporary.withSocketAddress { unsafe Glibc.bind(number, $0, $1) }
                return temporary
            } catch let failure {
                error = failure
            }
        }
        throw .system(error)
    }
}

extension UnixAddress {
    /// An address in the same folder with a name of chance, no longer than this one's, for the
    /// longest path must have a neighbour too.
    func neighbour(using entropy: Entropy) -> UnixAddress {
        var entropy = entropy
        let bytes = Array(path.utf8)
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
        var neighbour = Array(bytes[..<start])
        let length = min(bytes.count - start, 10)
        for index in 0..<length {
            // A leading dot hides it from people, when there is room for more than a dot.
            let isDot = index == 0 && length > 1
            let digit = digits[Int.random(in: 0..<digits.count, using: &entropy)]
            neighbour.append(isDot ? UInt8(ascii: ".") : digit)
        }
        return UnixAddress(fitting: String(decoding: neighbour, as: UTF8.self))
    }
}
