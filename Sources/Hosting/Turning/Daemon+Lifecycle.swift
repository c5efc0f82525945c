import Kernel
import Leasing
import Serving
import Wire

extension Daemon {
    /// Takes the inventory anew; one with mistakes leaves the old one in force.
    func reloadInventory(now: Moment) {
        Notification.reloading()
        defer { Notification.ready() }
        guard let inventory = reload() else {
            return log.write(.error, "reload failed; the old inventory stays in force")
        }
        allowedUsers = inventory.allowedUsers
        service.adopt(inventory, now: now)
        log.write(.notice, "reloaded: \(service.accountCount) accounts")
    }

    /// Stops lending: who waits is told at once, and every connection ends when its answers are
    /// sent. Asked a second time, the daemon ends at once.
    func beginDraining(now: Moment) {
        guard drainDeadline == nil else {
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
    private func readWhatWasSent(now: Moment) {
        service.stopLending(now: now)
        for peer in service.connectedPeers {
            guard let connection = connection(peer), service.wantsInput(from: peer) else {
                continue
            }
            read(connection, now: now)
        }
    }
}
