extension Pool {
    /// Gives a user's live lease to one of its holders that asks for it again; an orphan is then
    /// one no more. How it has ended is known for as long as its end is in the ring.
    ///
    /// - Throws: `leaseUnknown`, or `leaseEnded` with how it has ended.
    package mutating func reclaim(
        _ id: Lease.ID, by holder: HolderID, uid: UInt32, now: Instant
    ) throws(Refusal) -> Lease {
        advance(to: now)
        guard let slot = leases.remembered(id), leases[slot].uid == uid else { throw .leaseUnknown }
        if case .ended(let end, _) = leases[slot].state { throw .leaseEnded(end) }
        adopt(slot, by: holder)
        return leases[slot]
    }

    /// Takes in that a holder names a lease of its user's, as that of the request it continues; an
    /// orphan is then one no more.
    ///
    /// - Throws: `leaseUnknown`; one that has ended is known for as long as reports on it count.
    package mutating func mention(
        _ id: Lease.ID, by holder: HolderID, uid: UInt32, now: Instant
    ) throws(Refusal) {
        advance(to: now)
        adopt(try slot(of: id, uid: uid, now: now), by: holder)
    }
}
