package import Leasing
import Wire

extension Service {
    /// Takes no new request: who waits is refused at once, and what is lent runs on.
    package mutating func stopLending(now: Moment) {
        if !isDraining { events.append(Event(.draining, at: now.unix)) }
        isDraining = true
        refuseReloads()
        pool.drain(now: now.instant)
        settle(now: now)
    }

    /// Ends every connection once its answers are sent.
    package mutating func drain(now: Moment) {
        stopLending(now: now)
        pool.handOver()
        for number in watches.numbers { endWatch(number, because: .draining) }
        for peer in peers.connected { end(peer, because: .draining, now: now) }
    }

    /// Whether new Selects are taken.
    var isServing: Bool { !isDraining && pool.isLending }
}
