extension Pool {
    /// A lease that is remembered, seen by its user; another uid's is as unknown as none.
    package func lease(_ id: Lease.ID, uid: UInt32, now: Instant) throws(Refusal) -> Lease {
        leases[try slot(of: id, uid: uid, now: now)]
    }

    /// A lease that lives or whose end is still in the ring, however long ago, seen by its user.
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
        endAndServe(slot, as: .released, now: now)
        return (true, .released)
    }

    /// Lets a lease live longer, or shorter; at most an hour from its grant.
    package mutating func renew(
        _ id: Lease.ID, by holder: HolderID, uid: UInt32, term: Interval?, now: Instant
    ) throws(Refusal) -> Lease {
        advance(to: now)
        let slot = try slot(of: id, uid: uid, now: now)
        let limit = leases[slot].grantedAt + Limits.boundTerm
        if case .ended(let end, let at) = leases[slot].state {
            throw end == .expired && at >= limit ? .longestTermReached : .leaseEnded(end)
        }
        adopt(slot, by: holder)
        let usual = leases[slot].isDetached ? Limits.detachedTerm : Limits.boundTerm
        leases[slot].deadline = min(now + max(term ?? usual, Limits.shortestTerm), limit)
        leaseDeadlines.set(slot, to: leases[slot].end)
        return leases[slot]
    }

    func slot(of id: Lease.ID, uid: UInt32, now: Instant) throws(Refusal) -> Int {
        guard let slot = leases.slot(of: id, now: now), leases[slot].uid == uid else {
            throw .leaseUnknown
        }
        return slot
    }

    /// Ends a lease and gives what that frees to those who wait.
    ///
    /// - Parameter cause: why it ended, unless its holder gave it back.
    mutating func endAndServe(
        _ slot: Int, as end: Lease.End, _ cause: Provenance? = nil, now: Instant
    ) {
        guard leases[slot].isLive else { return }
        let account = leases[slot].account.number
        guard waiters.count > 0 else { return self.end(slot, as: end, cause, now: now) }
        // A limit holds for all accounts, so its end may help those who wait for any.
        let wasWithinLimits = mayLease(leases[slot].uid)
        self.end(slot, as: end, cause, now: now)
        if wasWithinLimits {
            offer(account, now: now)
        } else {
            serveAllWaiters(now: now)
        }
        offerProbe(of: loads[account].group, now: now)
        refuseAfterProbe(now: now)
    }

    /// Ends a lease: the only way in which a slot of an account is freed. Who waits must then be
    /// served.
    ///
    /// - Parameter cause: why it ended, unless its holder gave it back.
    mutating func end(_ slot: Int, as end: Lease.End, _ cause: Provenance?, now: Instant) {
        guard leases[slot].isLive else { return }
        let account = leases[slot].account.number
        let isFailing = leases[slot].isFailing
        if leases[slot].isProbe {
            loads[account].isProbing = false
            hasEndedProbe = true
        }
        leaseDeadlines.remove(slot)
        if let holder = leases[slot].holder {
            holders[leasesOf: holder] = leases.unlink(slot, head: holders[leasesOf: holder])
            holders.forgetIfIdle(holder)
        }
        leases.retire(slot, as: end, at: now)
        users.countLease(leases[slot].uid, by: -1)
        countEnd(of: slot, as: end)
        loads[account].inFlight -= 1
        countAllowances(of: account, for: leases[slot].model, by: -1)
        if isFailing { castShadow(on: account, now: now) }
        if let cause {
            let id = accounts[account].account.id
            facts.append(.leaseEnded(leases[slot], end, account: id, cause))
        }
        reorder(account)
        if !accounts[account].isListed { forgetIfUnlisted(account) }
    }

    private mutating func castShadow(on account: Int, now: Instant) {
        loads[account].shadows += 1
        shadows.append(account, until: now + Limits.failureShadow)
    }

    /// The id of a lease's account; empty when the account is gone.
    package func accountID(of lease: Lease) -> String {
        isKnown(lease.account) ? accounts[lease.account.number].account.id : ""
    }

    /// The account of a lease, as the inventory has it; one without an id when it is gone.
    package func account(of lease: Lease) -> Account {
        guard isKnown(lease.account) else { return Account(id: "", provider: "") }
        return accounts[lease.account.number].account
    }
}
