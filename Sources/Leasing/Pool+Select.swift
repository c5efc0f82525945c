extension Pool {
    /// Lends an account, or says why not, or lets the request wait.
    ///
    /// - Parameters:
    ///   - holder: whose the lease is to be; a detached one needs it only while it waits.
    ///   - chance: 128 random bits that name the lease, should there be one.
    package mutating func select(
        _ wish: Wish, by holder: HolderID, uid: UInt32, chance: Lease.Chance, now: Instant
    ) throws(Refusal) -> Selection {
        advance(to: now)
        precondition(holders.isKnown(holder), "an account is lent to a holder that is there")
        let (group, models, affinity) = try question(wish, uid: uid, now: now)
        let owner = wish.isDetached ? nil : holder
        if let account = pick(wish, affinity, models, in: group, now: now) {
            let lease = grant(account, wish, to: owner, uid: uid, chance: chance, now: now)
            return .granted(Grant(lease: lease, poolSize: models.count, waited: .zero))
        }
        var waiter = Waiter(
            serial: waiters.drawSerial(), wish: wish, holder: owner, asker: holder, uid: uid,
            chance: chance, group: group, since: now, patienceEnd: now + wish.wait,
            timeoutEnd: now + wish.timeout)
        if case .await(let account) = affinity {
            waiter.wish.account = accounts[account].account.id
            waiter.pinEnd = min(now + Limits.sessionPatience, waiter.deadline)
        }
        return .waiting(try enqueue(waiter, now: now))
    }

    /// What a wish is asked of: its provider's accounts, which of them serve its model, and what
    /// its session's account is to it.
    @inline(__always)
    mutating func question(
        _ wish: Wish, uid: UInt32, now: Instant
    ) throws(Refusal) -> (group: Int, models: ModelIndex.Entry, affinity: Affinity) {
        guard !isDraining else { throw .draining }
        guard let group = group(of: wish.provider), !groups[group].members.isEmpty else {
            throw .unknownProvider
        }
        let models = modelEntry(wish.model, in: group)
        guard models.count > 0 else { throw .unknownModel }
        if let account = wish.account { try requireAccount(account, in: group) }
        guard mayLease(uid) else { throw .tooManyLeases }
        return (group, models, affinity(of: wish, models, in: group, now: now))
    }

    /// The account that a wish gets at this instant, its session's first.
    mutating func pick(
        _ wish: Wish, _ affinity: Affinity, _ models: ModelIndex.Entry, in group: Int, now: Instant
    ) -> Int? {
        switch affinity {
        case .none: pick(wish, models, in: group, now: now)
        case .take(let account): account
        case .await: nil
        }
    }

    /// The group of a provider. The one that was asked for last is looked at first: most hosts have
    /// traffic to one, and a comparison costs less than a hash.
    private mutating func group(of provider: String) -> Int? {
        if latestGroup < groups.count, groups[latestGroup].provider == provider {
            return latestGroup
        }
        guard let group = groupNumbers[provider] else { return nil }
        latestGroup = group
        return group
    }

    private func requireAccount(_ id: String, in group: Int) throws(Refusal) {
        guard let number = accountNumbers[id], accounts[number].isListed,
            loads[number].group == group
        else { throw .unknownAccount }
    }

    /// The accounts of a group that serve a model.
    mutating func modelEntry(_ model: String?, in group: Int) -> ModelIndex.Entry {
        groups[group].models.entry(for: model, among: groups[group].members, in: accounts)
    }

    /// The account that a wish gets at this instant.
    mutating func pick(
        _ wish: Wish, _ models: ModelIndex.Entry, in group: Int, now: Instant
    ) -> Int? {
        if let id = wish.account {
            guard let account = accountNumbers[id], groups[group].order.contains(account),
                suits(account, wish, models, now: now)
            else { return halfOpenAccount(for: wish, in: group, now: now) }
            return account
        }
        var account = groups[group].order.first(for: models)
        while account != AccountOrder.none, !suits(account, wish, models, now: now) {
            account = groups[group].order.next(after: account, for: models)
        }
        groups[group].order.endSearch(for: models)
        guard account == AccountOrder.none else { return account }
        return halfOpenAccount(for: wish, in: group, now: now)
    }

    /// Whether a wish would get an account at this instant. It is not lent: nobody's turn is over.
    mutating func has(
        _ wish: Wish, _ models: ModelIndex.Entry, in group: Int, now: Instant
    ) -> Bool {
        defer { groups[group].order.forgetSearch() }
        return pick(wish, models, in: group, now: now) != nil
    }

    /// Whether an account that is open and has room is one for a wish.
    func suits(
        _ account: Int, _ wish: Wish, _ models: ModelIndex.Entry, now: Instant
    ) -> Bool {
        guard models.serves(account) else { return false }
        if wish.isPicky, wish.excludes(accounts[account].account.id) { return false }
        guard loads[account].hasModelRecords else { return true }
        return hindrance(of: account, for: wish.model, now: now) == nil
            && !isHeldBack(account, for: wish.model, now: now)
    }

    /// Makes the lease: reserving is part of choosing.
    mutating func grant(
        _ account: Int, _ wish: Wish, to holder: HolderID?, uid: UInt32, chance: Lease.Chance,
        waited: Interval = .zero, now: Instant
    ) -> Lease {
        let isProbe = isBlocked(account, for: wish.model, now: now)
        if isProbe { beginProbe(of: account, for: wish.model, now: now) }
        let usual = wish.isDetached ? Limits.detachedTerm : Limits.boundTerm
        let term = min(max(wish.term ?? usual, Limits.shortestTerm), Limits.boundTerm)
        let lease = Lease(
            id: Lease.ID(chance: chance, slot: leases.nextSlot), fence: nextFence,
            account: AccountIndex(number: account, serial: accounts[account].serial),
            model: wish.model, client: wish.client, excluded: wish.excluded, holder: holder,
            isDetached: wish.isDetached, isRepeat: wish.isRepeat, isInternal: wish.isInternal,
            isProbe: isProbe, uid: uid, grantedAt: now, deadline: now + term, attempt: wish.attempt,
            generation: accounts[account].account.generation)
        nextFence += 1
        leases.insert(lease, before: holder.map { holders[leasesOf: $0] } ?? LeaseSlab.none)
        if let holder { holders[leasesOf: holder] = lease.id.slot }
        leaseDeadlines.set(lease.id.slot, to: lease.deadline)
        users.countLease(uid, by: 1)
        tallies[loads[account].group].countGrant(for: wish, waited: waited)
        noteSession(of: wish, granted: account, now: now)
        loads[account].inFlight += 1
        countAllowances(of: account, for: wish.model, by: 1)
        noteTurn(of: account, model: wish.model)
        reorder(account)
        return lease
    }

    /// Whether an account is lent though its records hold something against it.
    func isBlocked(_ account: Int, for model: String?, now: Instant) -> Bool {
        guard !loads[account].isOpen || loads[account].hasModelRecords else { return false }
        return hindrance(of: account, for: model, now: now) != nil
    }

    private mutating func noteTurn(of account: Int, model: String?) {
        let group = loads[account].group
        guard groups[group].order.keepsTurns else { return }
        let models = modelEntry(model, in: group)
        groups[group].order.lend(account, for: models)
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
