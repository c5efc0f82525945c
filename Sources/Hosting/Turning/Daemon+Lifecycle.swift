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
        case .hangUp: reload == nil ? drain(now: now) : reloadInventory(now: now)
        case .terminate, .interrupt: drain(now: now)
        }
    }

    /// Takes the inventory anew; one with mistakes leaves the old one in force. Who may connect no
    /// more is let go.
    private mutating func reloadInventory(now: Moment) {
        guard let reload, !isDraining else { return }
        Notification.reloading()
        defer { Notification.ready() }
        guard let reading = reload() else {
            return log.write(.error, "reload failed; the old inventory stays in force")
        }
        allowedUsers = reading.inventory.allowedUsers
        service.adopt(reading.inventory, now: now)
        log.write(.notice, "reloaded: \(reading.description)")
        for case let peer? in peers where !isAllowed(peer.user) { close(peer, now: now) }
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
    /// on its way is not lost.
    private mutating func readWhatWasSent(now: Moment) {
        service.stopLending(now: now)
        for case let peer? in peers where service.standing(of: peer.id).wantsInput {
            read(peer, now: now)
        }
    }
}
