extension Pool {
    /// A lease that is remembered, seen by its user; another uid's is as unknown as none.
    package func lease(_ id: Lease.ID, uid: UInt32, now: Instant) throws(Refusal) -> Lease {
        leases[try slot(of: id, uid: uid, now: now)]
    }

    /// A lease whose end may lie longer back than reports are taken; seen by its user alone.
    package func remembered(_ id: Lease.ID, uid: UInt32) throws(Refusal) -> Lease {
        guard let slot = leases.remembered(id), leases[slot].uid == uid else {
            throw .leaseUnknown
        }
        return leases[slot]
    }

    /// Gives a lease back. Done again, or after its end, it changes nothing.
    ///
    /// - Returns: whether this call ended it, and how it has ended.
    package mutating func release(
        _ id: Lease.ID, uid: UInt32, now: Instant
    ) throws(Refusal) -> (didRelease: Bool, end: Lease.End) {
        advance(to: now)
        let slot = try slot(of: id, uid: uid, now: now)
        if case .ended(let end, _) = leases[slot].state { return (false, end) }
        end(slot, as: .released, now: now)
        return (true, .released)
    }

    /// Lets a lease live longer, or shorter; at most an hour from its grant.
    package mutating func renew(
        _ id: Lease.ID, by holder: HolderID, uid: UInt32, term: Interval?, now: Instant
    ) throws(Refusal) -> Lease {
        advance(to: now)
        let slot = try slot(of: id, uid: uid, now: now)
        if case .ended(let end, _) = leases[slot].state { throw .leaseEnded(end) }
        let limit = leases[slot].grantedAt + Limits.boundTerm
        guard now < limit else { throw .longestTermReached }
        adopt(slot, by: holder)
        let usual = leases[slot].isDetached ? Limits.detachedTerm : Limits.boundTerm
        leases[slot].deadline = min(now + (term ?? usual), limit)
        leaseDeadlines.set(slot, to: leases[slot].end)
        return leases[slot]
    }

    /// Takes a lease back from its holder.
    package mutating func revoke(_ id: Lease.ID, now: Instant) -> Bool {
        guard let slot = leases.slot(of: id, now: now), leases[slot].isLive else { return false }
        end(slot, as: .revoked, now: now)
        return true
    }

    func slot(of id: Lease.ID, uid: UInt32, now: Instant) throws(Refusal) -> Int {
        guard let slot = leases.slot(of: id, now: now), leases[slot].uid == uid else {
            throw .leaseUnknown
        }
        return slot
    }

    /// Ends a lease: the only way in which a slot of an account is freed.
    mutating func end(_ slot: Int, as end: Lease.End, now: Instant) {
        guard leases[slot].isLive else { return }
        let (account, holder, uid) = (
            leases[slot].account.number, leases[slot].holder, leases[slot].uid
        )
        leases[slot].state = .ended(end, at: now)
        leaseDeadlines.remove(slot)
        unlink(slot, from: holder)
        leases.retire(slot)
        users.countLease(uid, by: -1)
        loads[account].inFlight -= 1
        if leases[slot].isFailing { castShadow(on: account, now: now) }
        if end != .released {
            facts.append(.leaseEnded(leases[slot], end, account: accounts[account].account.id))
        }
        reorder(account)
        forgetIfUnlisted(account)
        serveWaiters(of: loads[account].group, now: now)
    }

    private mutating func unlink(_ slot: Int, from holder: HolderID?) {
        guard let holder else { return }
        holders[leasesOf: holder] = leases.unlink(slot, head: holders[leasesOf: holder])
        leases[slot].holder = nil
        holders.forgetIfIdle(holder)
    }

    private mutating func castShadow(on account: Int, now: Instant) {
        loads[account].shadows += 1
        shadows.append(account, until: now + Limits.failureShadow)
    }
}
