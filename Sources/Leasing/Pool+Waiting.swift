extension Pool {
    /// Lets a request wait, unless nothing that can happen in time would help it.
    mutating func enqueue(_ waiter: Waiter, now: Instant) throws(Refusal) -> Ticket {
        let hope = hope(for: waiter.wish, in: waiter.group, now: now)
        guard waiter.wish.wait > .zero, hope.reaches(waiter.deadline) else {
            throw .noEligibleAccount(
                outlook(for: waiter.wish, in: waiter.group, now: now), waited: .zero, now: now)
        }
        guard waiters.count < Limits.waiters,
            users.waiters(of: waiter.uid) < Limits.waitersPerUser
        else { throw .queueFull }
        let number = waiters.insert(waiter, into: &groups[waiter.group].queue)
        users.countWaiter(waiter.uid, by: 1)
        waiterDeadlines.set(number, to: waiter.pinEnd ?? waiter.deadline)
        return Ticket(number: number, serial: waiter.serial)
    }

    /// Takes a request that waits back; answers whether it still waited.
    package mutating func cancel(_ ticket: Ticket) -> Bool {
        guard let number = waiters.number(of: ticket) else { return false }
        dismiss(number)
        return true
    }

    /// Gives an account that has changed to those who wait for it, as they have their turns; a head
    /// that it cannot serve does not hold up the others. Whatever else is available was
    /// offered before and is nothing to them.
    mutating func offer(_ account: Int, now: Instant) {
        let group = loads[account].group
        var turn = waiters.firstTurn(in: groups[group].queue)
        /// The model that was last found not to be served: many wait for the same.
        var (unserved, isUnserved): (String?, Bool) = (nil, false)
        while turn.number != WaitingQueue.none, groups[group].order.contains(account) {
            let number = turn.number
            if !isUnserved || waiters[number]?.wish.model != unserved,
                let waiter = waiters[number], mayLease(waiter.uid)
            {
                let models = modelEntry(waiter.wish.model, in: group)
                if suits(account, waiter.wish, models, now: now) {
                    serve(number, waiter, account, poolSize: models.count, now: now)
                    turn = waiters.turn(afterServing: turn, in: groups[group].queue)
                    continue
                } else if !waiter.wish.isPicky {
                    (unserved, isUnserved) = (waiter.wish.model, true)
                }
            }
            turn = waiters.turn(after: turn, in: groups[group].queue)
        }
    }

    /// Gives whatever is available to all who wait.
    mutating func serveAllWaiters(now: Instant) {
        guard waiters.count > 0 else { return }
        for group in groups.indices { serveWaiters(of: group, now: now) }
    }

    mutating func serveWaiters(of group: Int, now: Instant) {
        var turn = waiters.firstTurn(in: groups[group].queue)
        /// What nobody was found for; whoever wants that and more need not be looked at.
        var unserved: Set<String?> = []
        while turn.number != WaitingQueue.none,
            groups[group].order.count > 0 || groups[group].probeCount > 0
        {
            let number = turn.number
            if let waiter = waiters[number], mayLease(waiter.uid),
                !unserved.contains(waiter.wish.model)
            {
                let models = modelEntry(waiter.wish.model, in: group)
                if let account = pick(waiter.wish, models, in: group, now: now) {
                    serve(number, waiter, account, poolSize: models.count, now: now)
                    turn = waiters.turn(afterServing: turn, in: groups[group].queue)
                    continue
                } else if !waiter.wish.isPicky {
                    unserved.insert(waiter.wish.model)
                }
            }
            turn = waiters.turn(after: turn, in: groups[group].queue)
        }
    }

    mutating func serve(
        _ number: Int, _ waiter: Waiter, _ account: Int, poolSize: Int, now: Instant
    ) {
        waiters.endTurn(of: waiter, in: &groups[waiter.group].queue)
        dismiss(number)
        let lease = grant(
            account, waiter.wish, to: waiter.holder, uid: waiter.uid, chance: waiter.chance,
            waited: now - waiter.since, now: now)
        let grant = Grant(lease: lease, poolSize: poolSize, waited: now - waiter.since)
        settle(number, waiter.serial, .success(grant))
    }

    /// Whether one more lease is within the limits, in all and for a user.
    func mayLease(_ uid: UInt32) -> Bool {
        leases.liveCount < Limits.leases && users.leases(of: uid) < Limits.leasesPerUser
    }

    /// Lets one go: the only way out of the waiting room.
    mutating func dismiss(_ number: Int) {
        guard let waiter = waiters[number] else { return }
        waiters.remove(number, from: &groups[waiter.group].queue)
        waiterDeadlines.remove(number)
        users.countWaiter(waiter.uid, by: -1)
    }

    mutating func settle(_ number: Int, _ serial: UInt64, _ result: Result<Grant, Refusal>) {
        let ticket = Ticket(number: number, serial: serial)
        settlements.append(Settlement(ticket: ticket, result: result))
    }
}
