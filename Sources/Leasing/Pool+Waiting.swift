extension Pool {
    /// Lets a request wait, unless nothing that can happen in time would help it.
    mutating func enqueue(_ waiter: Waiter, now: Instant) throws(Refusal) -> Ticket {
        if let refusal = hopelessness(of: waiter, now: now) { throw refusal }
        guard waiters.count < Limits.waiters,
            users.waiters(of: waiter.uid) < Limits.waitersPerUser
        else { throw .queueFull }
        let number = waiters.insert(waiter)
        users.countWaiter(waiter.uid, by: 1)
        waiterDeadlines.set(number, to: waiter.deadline)
        if waiter.wish.isRepeat {
            groups[waiter.group].queue.insert(number, at: 0)
        } else {
            groups[waiter.group].queue.append(number)
        }
        return Ticket(number: number, serial: waiter.serial)
    }

    /// Takes a request that waits back; answers whether it still waited.
    package mutating func cancel(_ ticket: Ticket) -> Bool {
        guard let number = waiters.number(of: ticket) else { return false }
        dismiss(number)
        return true
    }

    /// Why waiting on is useless, if it is: the account that ends first ends too late, and no
    /// release can come instead.
    private func hopelessness(of waiter: Waiter, now: Instant) -> Refusal? {
        let outlook = outlook(for: waiter.wish, in: waiter.group, now: now)
        let canHope =
            waiter.wish.wait > .zero
            && (outlook.mayChangeAnyTime || outlook.nextChange <= waiter.patienceEnd)
        guard !canHope else { return nil }
        return .noEligibleAccount(
            outlook.counts, retryAfter: outlook.retryAfter(now), waited: now - waiter.since)
    }

    /// Gives what has become available to those who wait for it, in the order of their coming; a
    /// head that nothing can serve does not hold up the others.
    mutating func serveWaiters(of group: Int, now: Instant) {
        guard !groups[group].queue.isEmpty, groups[group].order.count > 0 else { return }
        for number in groups[group].queue {
            guard groups[group].order.count > 0, leases.liveCount < Limits.leases else { return }
            guard let waiter = waiters[number],
                users.leases(of: waiter.uid) < Limits.leasesPerUser
            else { continue }
            let models = modelEntry(waiter.wish.model, in: group)
            guard let account = pick(waiter.wish, models, in: group, now: now) else { continue }
            dismiss(number)
            let lease = grant(
                account, waiter.wish, to: waiter.holder, uid: waiter.uid, chance: waiter.chance,
                now: now)
            let grant = Grant(lease: lease, poolSize: models.count, waited: now - waiter.since)
            settle(number, waiter, .success(grant))
        }
    }

    /// Refuses those who wait for what a new block has put out of their reach.
    mutating func refuseHopeless(of group: Int, now: Instant) {
        for number in groups[group].queue {
            guard let waiter = waiters[number], let refusal = hopelessness(of: waiter, now: now)
            else { continue }
            dismiss(number)
            settle(number, waiter, .failure(refusal))
        }
    }

    /// Refuses one whose time is up.
    mutating func endWait(_ number: Int, now: Instant) {
        guard let waiter = waiters[number] else { return }
        dismiss(number)
        guard waiter.patienceEnd <= waiter.timeoutEnd else {
            return settle(number, waiter, .failure(.deadline))
        }
        let outlook = outlook(for: waiter.wish, in: waiter.group, now: now)
        let refusal = Refusal.noEligibleAccount(
            outlook.counts, retryAfter: outlook.retryAfter(now), waited: now - waiter.since)
        settle(number, waiter, .failure(refusal))
    }

    /// Refuses one that waits, for a reason that is the same for all.
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

    private mutating func dismiss(_ number: Int) {
        guard let waiter = waiters[number] else { return }
        waiters.remove(number)
        waiterDeadlines.remove(number)
        users.countWaiter(waiter.uid, by: -1)
        groups[waiter.group].queue.removeAll { $0 == number }
    }
}
