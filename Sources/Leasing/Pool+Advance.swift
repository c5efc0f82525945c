extension Pool {
    /// Does what is due: ends leases, pauses, windows, shadows and waits, each at its own instant
    /// and in the order of the instants, so that it makes no difference how often this is called.
    package mutating func advance(to now: Instant) {
        while case let due = earliestDeadline, due <= now, due < .distantFuture {
            settle(at: due)
        }
    }

    /// Does what is due at one instant.
    ///
    /// What becomes free is given to those whose wait ends at the same instant before they are
    /// refused, so that each has one outcome and the kinder one.
    private mutating func settle(at now: Instant) {
        while let account = shadows.popDue(at: now) {
            loads[account].shadows -= 1
            if groups[loads[account].group].order.contains(account) { reorder(account) }
        }
        let hasChanged = refileDue(at: now)
        while let slot = leaseDeadlines.popDue(at: now) { expire(slot, now: now) }
        serveAllWaiters(now: now)
        if hasChanged || hasEndedProbe {
            hasEndedProbe = false
            for group in groups.indices { refuseHopeless(of: group, now: now) }
        }
        var known = Survey()
        while let number = waiterDeadlines.popDue(at: now) { endWait(number, &known, now: now) }
    }

    /// Derives anew the accounts that time changes at an instant, in the order of their ids;
    /// answers whether there are any.
    private mutating func refileDue(at now: Instant) -> Bool {
        guard let first = accountDeadlines.popDue(at: now) else { return false }
        var due = [first]
        while let next = accountDeadlines.popDue(at: now) { due.append(next) }
        due.sort { accounts[$0].account.id < accounts[$1].account.id }
        for account in due {
            expireRefresh(of: account, now: now)
            refile(account, now: now)
        }
        return true
    }

    /// Lends nothing more: who waits is refused at once, what is lent runs on.
    ///
    /// - Parameter uid: the operator's whose act it is, which can be taken back.
    package mutating func drain(by uid: UInt32? = nil, now: Instant) {
        advance(to: now)
        if let uid, !isDraining {
            facts.append(.draining(Provenance(rule: "operator.drain", uid: uid, at: now)))
        }
        isDraining = true
        for group in groups.indices {
            for number in waiters.numbers(in: groups[group].queue) { refuse(number, .draining) }
        }
    }

    /// Lends again after an operator's drain. Nobody waits for it: who would was refused.
    package mutating func resumeLending(by uid: UInt32, now: Instant) {
        advance(to: now)
        guard isDraining else { return }
        isDraining = false
        facts.append(.resumed(Provenance(rule: "operator.resume", uid: uid, at: now)))
    }

    /// Whether accounts are lent at all.
    package var isLending: Bool { !isDraining }
}
