import Kernel
package import Leasing
import Persistence
package import Serving

/// What keeps what outlives the process: the state's journal, and the table of leases. Each is
/// there when it was given a folder.
package struct Keepers {
    private var state: StateKeeper?
    private var leases: LeaseKeeper?

    /// Keeps nothing.
    package init() {}

    /// Opens what was kept, and says what was found.
    ///
    /// - Throws: `cannotCreate` when what is there cannot be used: it is never begun anew in
    ///   silence.
    package init(state: OwnFolder?, runtime: OwnFolder?, log: Log) throws(StartFault) {
        let known = try Self.boot()
        let boot = runtime == nil ? nil : known
        if let state {
            self.state = try StateKeeper(
                state, boot: boot, log: log, now: Moment.current.instant)
        } else {
            log.write(.notice, "no --state: what is learnt of accounts ends with this process")
        }
        if let runtime {
            leases = try LeaseKeeper(runtime, boot: boot, log: log)
            tellOfLoss(boot, log)
        } else {
            log.write(.notice, "no --runtime: leases end with this process")
        }
    }

    /// This boot's id: the service manager's word for it, or the kernel's, which the unit hides.
    private static func boot() throws(StartFault) -> BootID? {
        guard let text = CurrentProcess.environment("ACCOUNTD_BOOT_ID") else {
            return BootID.current
        }
        guard let boot = BootID(text) else {
            throw StartFault(
                .usage,
                "$ACCOUNTD_BOOT_ID must be 32 hexadecimal digits that are not all 0, with hyphens "
                    + "or without; when it is not there, the kernel is asked")
        }
        return boot
    }

    /// A table that this boot had and has no more is told: who holds its leases holds nothing, and
    /// is not counted.
    private func tellOfLoss(_ boot: BootID?, _ log: Log) {
        guard let boot, leases?.finding == .missing, let former = state?.recalledLeases,
            former.boot == boot.text
        else { return }
        log.write(
            .error, "the table of leases is gone: those that are out are unknown, and not counted")
    }

    /// The number of the first lease: above all that were granted before, whatever the clock says.
    package func firstFence(now: UnixTime) -> UInt64 {
        let clock = UInt64(max(0, now.nanoseconds / 1000)) + 1
        return max(clock, leases?.fenceEnd ?? 0, state?.recalledLeases?.fenceEnd ?? 0)
    }

    /// Gives a service its inventory and all that was kept.
    package func restore(
        _ inventory: Inventory, to service: inout Service, log: Log, now: Moment
    ) {
        let kept = recall(inventory, for: service, log: log, now: now)
        if state != nil { service.beginRemembering() }
        service.adopt(inventory, remembering: kept, now: now)
        leases?.restore(to: &service, now: now)
    }

    /// What was kept of an inventory's accounts, as far as the service does not know them.
    package func recall(
        _ inventory: Inventory, for service: borrowing Service, log: Log, now: Moment
    ) -> [String: KeptAccount] {
        state?.recall(inventory, for: service, log: log, now: now) ?? [:]
    }

    /// When there is something to do though nothing happens.
    package var deadline: Instant { state?.deadline ?? .distantFuture }

    /// Keeps what a turn has changed, and does what is due.
    ///
    /// What was learnt comes before the lease that it was learnt with: a report that is sent again
    /// is then taken twice at worst, and never not at all.
    package func keep(_ service: inout Service, log: Log, now: Moment) {
        state?.keep(&service, log: log, now: now)
        leases?.keep(&service)
    }

    /// Keeps everything, at the end.
    package func finish(_ service: inout Service, log: Log, now: Moment) {
        state?.finish(&service, log: log, now: now)
        leases?.keep(&service)
    }
}
