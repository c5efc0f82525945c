import Leasing
import Persistence
import Simulation

/// A folder whose files a test writes itself.
struct Folder {
    var disk = FalseDisk(seed: 1)

    init(_ files: [String: [UInt8]]) {
        for (name, bytes) in files { disk.damage(name, bytes) }
    }

    /// Opens a journal on the files.
    mutating func open() throws(RecoveryFault) -> (journal: Journal, report: RecoveryReport) {
        try Journal.open(on: &disk, now: Keeper.start)
    }

    /// What opening is refused with, if it is.
    mutating func refusal() -> RecoveryFault? {
        do throws(RecoveryFault) {
            _ = try open()
            return nil
        } catch {
            return error
        }
    }
}
