extension Pool {
    /// Lends an account, or says why not, or lets the request wait.
    ///
    /// - Parameters:
    ///   - holder: whose the lease is to be; ignored for a detached one.
    ///   - chance: 128 random bits that name the lease, should there be one.
    package mutating func select(
        _ wish: Wish, by holder: HolderID, uid: UInt32, chance: Lease.Chance, now: Instant
    ) throws(Refusal) -> Selection {
        advance(to: now)
        guard !isDraining else { throw .draining }
        guard let group = groupNumbers[wish.provider], !groups[group].members.isEmpty else {
            throw .unknownProvider
        }
        let models = modelEntry(wish.model, in: group)
        guard models.count > 0 else { throw .unknownModel }
        if let account = wish.account { try requireAccount(account, in: group) }
        guard leases.liveCount < Limits.leases, users.leases(of: uid) < Limits.leasesPerUser else {
            throw .tooManyLeases
        }
        let holder = wish.isDetached ? nil : holder
        if let account = pick(wish, models, in: group, now: now) {
            let lease = grant(account, wish, to: holder, uid: uid, chance: chance, now: now)
            return .granted(Grant(lease: lease, poolSize: models.count, waited: .zero))
        }
        let waiter = Waiter(
            serial: waiters.drawSerial(), wish: wish, holder: holder, uid: uid, chance: chance,
            group: group, since: now, patienceEnd: now + wish.wait,
            timeoutEnd: now + wish.timeout)
        return .waiting(try enqueue(waiter, now: now))
    }

    private func requireAccount(_ id: String, in group: Int) throws(Refusal) {
        guard let number = accountNumbers[id], loads[number].group == group else {
            throw .unknownAccount
        }
    }

    /// The accounts of a group that serve a model.
    mutating func modelEntry(_ model: String?, in group: Int) -> ModelIndex.Entry {
        groups[group].models.entry(for: model, among: groups[group].members, in: accounts)
    }

    /// The account that a wish gets at this instant.
    mutating func pick(
        _ wish: Wish, _ models: ModelIndex.Entry, in group: Int, now: Instant
    ) -> Int? {
        let isPicky = wish.account != nil || !wish.excluded.isEmpty
        return groups[group].order.first { [accounts, loads] account in
            guard models.serves(account) else { return false }
            if isPicky, wish.excludes(accounts[account].account.id) { return false }
            guard loads[account].hasModelRecords else { return true }
            let slot = accounts[account]
            return slot.records.hindrance(
                for: wish.model, ignoring: slot.account.ignoredWindows, now: now) == nil
        }
    }

    /// Makes the lease: reserving is part of choosing.
    mutating func grant(
        _ account: Int, _ wish: Wish, to holder: HolderID?, uid: UInt32, chance: Lease.Chance,
        now: Instant
    ) -> Lease {
        let usual = wish.isDetached ? Limits.detachedTerm : Limits.boundTerm
        let term = min(wish.term ?? usual, Limits.boundTerm)
        let lease = Lease(
            id: Lease.ID(chance: chance, slot: leases.nextSlot), fence: nextFence,
            account: AccountIndex(number: account), model: wish.model, holder: holder, uid: uid,
            grantedAt: now, deadline: now + term, isDetached: wish.isDetached,
            attempt: wish.attempt, isRepeat: wish.isRepeat, isInternal: wish.isInternal,
            generation: accounts[account].account.generation)
        nextFence += 1
        leases.insert(lease, before: holder.map { holders[leasesOf: $0] } ?? LeaseSlab.none)
        if let holder { holders[leasesOf: holder] = lease.id.slot }
        leaseDeadlines.set(lease.id.slot, to: lease.end)
        users.countLease(uid, by: 1)
        loads[account].inFlight += 1
        reorder(account)
        return lease
    }

    /// Puts an account where its load now belongs in the order, or out of it.
    mutating func reorder(_ account: Int) {
        let load = loads[account]
        if load.isOpen && load.hasRoom {
            groups[load.group].order.place(
                account, priority: load.priority, busy: load.inFlight + load.shadows)
        } else {
            groups[load.group].order.remove(account)
        }
    }
}
