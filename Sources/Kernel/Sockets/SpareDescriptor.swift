import Glibc

/// A descriptor kept in reserve, so that a process with too many can still turn callers away.
///
/// Without one a waiting connection can be neither accepted nor refused, and its listener stays
/// readable: the turn would spin.
package struct SpareDescriptor: ~Copyable, Sendable {
    private var reserve: Descriptor?

    /// Takes one into reserve.
    package init() throws(Errno) {
        reserve = try Self.open()
    }

    /// Accepts one connection in place of the reserve, sends it what fits of a last message,
    /// closes it, and takes another into reserve; false when none waits.
    ///
    /// Throws when even that fails, because the whole host has too many: leave the listener alone
    /// for a while.
    package mutating func refuse(
        at listener: borrowing UnixListener, saying message: [UInt8]
    ) throws(Errno) -> Bool {
        reserve = nil
        let hasRefused = try Self.refuseOne(at: listener, saying: message)
        reserve = try Self.open()
        return hasRefused
    }

    private static func refuseOne(
        at listener: borrowing UnixListener, saying message: [UInt8]
    ) throws(Errno) -> Bool {
        guard let caller = try listener.accept() else { return false }
        // A caller that has left already is refused all the same.
        _ = try? caller.send(message, 0..<message.count)
        return true
    }

    private static func open() throws(Errno) -> Descriptor {
        Descriptor(
            owning: try unsafe retrying("/dev/null") { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
        )
    }
}
