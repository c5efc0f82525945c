extension Pool {
    /// Lets a request wait, unless nothing that can happen in time would help it.
    mutating func enqueue(_ waiter: Waiter, now: Instant) throws(Refusal) -> Ticket {
        let hope = hope(for: waiter.wish, in: waiter.group, now: now)
        guard waiter.wish.wait > .zero, hope.reaches(waiter.deadline) else {
            throw nothingEligible(for: waiter, now: now)
        }
        guard waiters.count < Limits.waiters,
            users.waiters(of: waiter.uid) < Limits.waitersPerUser
        else { throw .queueFull }
        let number = waiters.insert(waiter, into: &groups[waiter.group].queue)
        users.countWaiter(waiter.uid, by: 1)
        waiterDeadlines.set(number, to: waiter.deadline)
        return Ticket(number: number, serial: waiter.serial)
    }

    /// Takes a request that waits back; answers whether it still waited.
    package mutating func cancel(_ ticket: Ticket) -> Bool {
        guard let number = waiters.number(of: ticket) else { return false }
        dismiss(number)
        return true
    }

    private func nothingEligible(for waiter: Waiter, now: Instant) -> Refusal {
        let outlook = outlook(for: waiter.wish, in: waiter.group, now: now)
        return .noEligibleAccount(
            outlook.counts, retryAfter: outlook.retryAfter(now), waited: now - waiter.since)
    }

    /// Gives an account that has changed to those who wait for it, in the order of their coming;
    /// a head that it cannot serve does not hold up the others. Whatever else is available was
    /// offered before and is nothing to them.
    mutating func offer(_ account: Int, now: Instant) {
        let group = loads[account].group
        var number = groups[group].queue.first
        while number != WaitingQueue.none, groups[group].order.contains(account) {
            let next = waiters.next(after: number)
            if let waiter = waiters[number], mayLease(waiter.uid) {
                let models = modelEntry(waiter.wish.model, in: group)
                if suits(account, waiter.wish, models, now: now) {
                    serve(number, waiter, account, poolSize: models.count, now: now)
                }
            }
            number = next
        }
    }

    /// Gives whatever is available to all who wait.
    mutating func serveAllWaiters(now: Instant) {
        guard waiters.count > 0 else { return }
        for group in groups.indices { serveWaiters(of: group, now: now) }
    }

    private mutating func serveWaiters(of group: Int, now: Instant) {
        var number = groups[group].queue.first
        /// What nobody was found for; whoever wants that and more need not be looked at.
        var unserved: Set<String?> = []
        while number != WaitingQueue.none, groups[group].order.count > 0 {
            let next = waiters.next(after: number)
            if let waiter = waiters[number], mayLease(waiter.uid),
                !unserved.contains(waiter.wish.model)
            {
                let models = modelEntry(waiter.wish.model, in: group)
                if let account = pick(waiter.wish, models, in: group, now: now) {
                    serve(number, waiter, account, poolSize: models.count, now: now)
                } else if !waiter.wish.isPicky {
                    unserved.insert(waiter.wish.model)
                }
            }
            number = next
        }
    }

    private mutating func serve(
        _ number: Int, _ waiter: Waiter, _ account: Int, poolSize: Int, now: Instant
    ) {
        dismiss(number)
        let lease = grant(
            account, waiter.wish, to: waiter.holder, uid: waiter.uid, chance: waiter.chance,
            now: now)
        let grant = Grant(lease: lease, poolSize: poolSize, waited: now - waiter.since)
        settle(number, waiter, .success(grant))
    }

    /// Whether one more lease is within the limits, in all and for a user.
    func mayLease(_ uid: UInt32) -> Bool {
        leases.liveCount < Limits.leases && users.leases(of: uid) < Limits.leasesPerUser
    }

    /// Refuses those who wait for what a new block has put out of their reach.
    mutating func refuseHopeless(of group: Int, now: Instant) {
        /// What there is to hope for who wants no more than a model.
        var hopes: [String?: Hope] = [:]
        var number = groups[group].queue.first
        while number != WaitingQueue.none {
            let next = waiters.next(after: number)
            if let waiter = waiters[number] {
                let wish = Wish(provider: waiter.wish.provider, model: waiter.wish.model)
                var hope = hopes[wish.model] ?? hope(for: wish, in: group, now: now)
                hopes[wish.model] = hope
                if waiter.wish.isPicky, hope.reaches(waiter.deadline) {
                    hope = self.hope(for: waiter.wish, in: group, now: now)
                }
                if !hope.reaches(waiter.deadline) {
                    refuse(number, nothingEligible(for: waiter, now: now))
                }
            }
            number = next
        }
    }

    /// Refuses one whose time is up.
    mutating func endWait(_ number: Int, now: Instant) {
        guard let waiter = waiters[number] else { return }
        guard waiter.patienceEnd <= waiter.timeoutEnd else { return refuse(number, .deadline) }
        refuse(number, nothingEligible(for: waiter, now: now))
    }

    /// Refuses one that waits.
    mutating func refuse(_ number: Int, _ refusal: Refusal) {
        guard let waiter = waiters[number] else { return }
        dismiss(number)
        settle(number, waiter, .failure(refusal))
    }

    private mutating func settle(_ number: Int, _ waiter: Waiter, _ result: Result<Grant, Refusal>)
    {
        let ticket = Ticket(number: number, serial: waiter.serial)
        settlements.append(Settlement(ticket: ticket, result: result))
    }

    /// Lets one go: the only way out of the waiting room.
    mutating func dismiss(_ number: Int) {
        guard let waiter = waiters[number] else { return }
        waiters.remove(number, from: &groups[waiter.group].queue)
        waiterDeadlines.remove(number)
        users.countWaiter(waiter.uid, by: -1)
    }
}
