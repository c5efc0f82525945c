import CLinux
import Glibc

/// Gives a listening socket its final name without taking a living one away from its owner.
enum Placement {
    /// Renames `temporary` to `address`, in place of an abandoned socket if one is there.
    ///
    /// Two processes may do this at once: each step changes only what was looked at, and is
    /// looked at again after. Eight rounds are more than such a pair needs.
    static func move(
        _ temporary: UnixAddress, to address: UnixAddress
    ) throws(ListeningFault) {
        for _ in 0..<8 {
            let occupant = try look(at: address)
            do throws(Errno) {
                if occupant == .abandoned {
                    if try exchange(temporary, address) { return }
                } else {
                    try rename(temporary, address, UInt32(LINUX_RENAME_NOREPLACE))
                    return
                }
            } catch {
                // Somebody came or left in between: look again.
                guard error == .fileExists || error == .noSuchFile else { throw .system(error) }
            }
        }
        throw .inUse
    }

    /// Refuses what may not be replaced.
    @discardableResult
    static func look(at address: UnixAddress) throws(ListeningFault) -> Occupant {
        let occupant: Occupant
        do throws(Errno) {
            occupant = try Occupant(at: address)
        } catch {
            throw .system(error)
        }
        if let fault = occupant.fault { throw fault }
        return occupant
    }

    /// Swaps the two names and removes what stood there, if it is abandoned indeed; otherwise
    /// swaps back and answers false.
    private static func exchange(
        _ temporary: UnixAddress, _ address: UnixAddress
    ) throws(Errno) -> Bool {
        try rename(temporary, address, UInt32(LINUX_RENAME_EXCHANGE))
        switch try Occupant(at: temporary) {
        case .abandoned:
            try FileSystem.remove(temporary.path)
            return true
        case .nobody:
            // The file system cannot exchange, and a plain rename has removed it.
            return true
        case .living, .stranger:
            try rename(temporary, address, UInt32(LINUX_RENAME_EXCHANGE))
            return false
        }
    }

    /// Renames with a flag of renameat2(2), without it where the file system knows none.
    private static func rename(
        _ source: UnixAddress, _ target: UnixAddress, _ flag: UInt32
    ) throws(Errno) {
        do throws(Errno) {
            try FileSystem.rename(source.path, to: target.path, flags: flag)
        } catch {
            guard error == .invalidArgument || error == .notImplemented else { throw error }
            try FileSystem.rename(source.path, to: target.path)
        }
    }
}
