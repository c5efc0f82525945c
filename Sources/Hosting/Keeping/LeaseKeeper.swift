package import Kernel
package import Leasing
package import Persistence
package import Serving

/// Keeps the leases in a table that outlives the process, and takes them up again.
///
/// Each turn's changes are in the table before any answer of the turn leaves.
package final class LeaseKeeper {
    /// The leases that were found.
    package private(set) var recalled: [LeaseMemory] = []
    /// What was found in the table's place.
    package let finding: LeaseTable.Finding
    private let path: String
    private var file: LeaseFile
    private var table = LeaseTable()

    /// Opens the table of a folder, or makes one; says what was found.
    ///
    /// - Parameter boot: this boot's id; `nil` when it is hidden: then nothing is taken up.
    /// - Throws: `cannotCreate` when the table is not the daemon's alone or there is no room.
    package init(_ own: OwnFolder, boot: BootID?, log: Log) throws(StartFault) {
        path = own.path + "/leases"
        finding = try LeaseFile.examine(path, boot: boot)
        var damaged = 0
        if finding == .current {
            file = try LeaseFile.open(path)
            (recalled, damaged) = table.read(&file)
        } else {
            file = try LeaseFile.create(path, boot: boot)
        }
        tell(damaged, hasBoot: boot != nil, log)
    }

    private func tell(_ damaged: Int, hasBoot: Bool, _ log: Log) {
        if !hasBoot {
            log.write(
                .warning,
                "\(path): leases end with this process: the boot's id is hidden; "
                    + "set ACCOUNTD_BOOT_ID")
        }
        switch finding {
        case .missing: break
        case .ofAnotherBoot: log.write(.info, "\(path): of another boot, and begun anew")
        case .unreadable(let reason):
            log.write(.error, "\(path): ignored, for \(reason); the leases in it are lost")
        case .current:
            let count = recalled.count { $0.standing.ending == nil }
            log.write(.notice, "\(path): \(count) lease\(count == 1 ? "" : "s") recalled")
        }
        guard damaged > 0 else { return }
        log.write(.error, "\(path): \(damaged) damaged, and lost")
    }

    /// Gives the leases that were found to a service that has its accounts.
    package func restore(to service: inout Service, now: Moment) {
        service.beginRememberingLeases()
        service.restore(recalled, now: now)
        recalled = []
    }

    /// Above all fences of the table.
    package var fenceEnd: UInt64 { (recalled.map(\.fence).max() ?? 0) + 1 }

    /// Keeps what a turn has changed.
    package func keep(_ service: inout Service) {
        for news in service.takeLeaseNews() {
            let points = news.faultPoints
            if let points { FaultPoint.reach(points.decided) }
            table.write(news, to: &file)
            if let points { FaultPoint.reach(points.kept) }
        }
    }
}

extension LeaseNews {
    /// Where a test may end the process before and after it is kept.
    fileprivate var faultPoints: (decided: FaultPoint, kept: FaultPoint)? {
        switch self {
        case .granted(let lease) where lease.standing.ending == nil: (.grantDecided, .grantKept)
        case .changed(_, let standing) where standing.ending != nil: (.endDecided, .endKept)
        case .granted, .changed, .moved: nil
        }
    }
}
