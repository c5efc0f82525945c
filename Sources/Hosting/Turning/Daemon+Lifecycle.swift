package import Kernel
package import Leasing
import Serving
import Wire

extension Daemon {
    /// Whether the daemon is ending.
    var isDraining: Bool { drainDeadline != nil }

    /// Does what a signal asks for.
    package mutating func obey(_ signal: Signal, now: Moment) {
        switch signal {
        case .hangUp:
            guard reload != nil else { return drain(now: now) }
            reloadCause = Provenance(rule: "signal.hangup", at: now.instant)
        case .terminate, .interrupt: drain(now: now)
        }
    }

    /// Reads the inventory anew, once for all who have asked for it, be it by a signal or on their
    /// connections; answers whether it was. A daemon that ends reads nothing.
    mutating func reloadIfAsked(now: Moment) -> Bool {
        guard let cause = service.reloadCause(now: now) ?? reloadCause else { return false }
        reloadCause = nil
        guard !isDraining else { return false }
        service.answerReloads(reloadInventory(because: cause, now: now))
        return true
    }

    /// Takes the inventory anew; one with mistakes leaves the old one in force. Who may connect no
    /// more is let go. Where there are no files to read, there is nothing new in them.
    private mutating func reloadInventory(
        because cause: Provenance, now: Moment
    ) -> ReloadOutcome {
        guard let reload else { return .adopted(changed: 0) }
        Notification.reloading()
        defer { Notification.ready() }
        switch reload() {
        case .success(let reading):
            for warning in reading.warnings { log.write(.warning, warning) }
            allowedUsers = reading.inventory.allowedUsers
            let kept = keepers.recall(reading.inventory, for: service, log: log, now: now)
            let changed = service.adopt(
                reading.inventory, because: cause, remembering: kept, now: now)
            for case let peer? in peers where !isAllowed(peer.user) { close(peer, now: now) }
            return .adopted(changed: changed)
        case .failure(let fault):
            for line in fault.lines { log.write(.error, line) }
            log.write(.error, "reload failed; the old inventory stays in force")
            return .refused(fault.lines)
        }
    }

    /// Stops lending: who waits is told at once, and every connection ends when its answers are
    /// sent. Asked a second time, the daemon ends at once.
    private mutating func drain(now: Moment) {
        guard !isDraining else {
            drainDeadline = now.instant
            return
        }
        log.write(.notice, "stopping")
        Notification.stopping()
        let patience = Interval.milliseconds(Int64(WireLimits.drainMilliseconds))
        drainDeadline = now.instant + patience
        for listener in listeners { try? epoll.remove(listener.listener.descriptor) }
        readWhatWasSent(now: now)
        service.drain(now: now)
    }

    /// What clients sent before they could know is still decided: a report or a release that was
    /// on its way is not lost. As much as a client may have in flight takes several turns' fills.
    private mutating func readWhatWasSent(now: Moment) {
        service.stopLending(now: now)
        for _ in 0..<(WireLimits.inFlight / WireLimits.turnFrames) {
            for case let peer? in peers where service.standing(of: peer.id).wantsInput {
                read(peer, now: now)
            }
            service.advance(to: now)
        }
    }
}
