extension Pool {
    /// Gives a user's live lease to one of its holders that asks for it again; an orphan is then
    /// one no more.
    ///
    /// - Throws: `leaseUnknown`, or `leaseEnded` with how it has ended.
    package mutating func reclaim(
        _ id: Lease.ID, by holder: HolderID, uid: UInt32, now: Instant
    ) throws(Refusal) -> Lease {
        advance(to: now)
        let slot = try slot(of: id, uid: uid, now: now)
        if case .ended(let end, _) = leases[slot].state { throw .leaseEnded(end) }
        adopt(slot, by: holder)
        return leases[slot]
    }
}
