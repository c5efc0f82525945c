extension Pool {
    /// Does what is due: ends leases, pauses, windows, shadows and waits.
    ///
    /// What becomes free at an instant is given to those whose wait ends at the same instant
    /// before they are refused, so that each has one outcome and the kinder one.
    package mutating func advance(to now: Instant) {
        while let account = shadows.popDue(at: now) {
            loads[account].shadows -= 1
            if groups[loads[account].group].order.contains(account) { reorder(account) }
        }
        while let account = accountDeadlines.popDue(at: now) {
            expireRefresh(of: account, now: now)
            refile(account, now: now)
            serveWaiters(of: loads[account].group, now: now)
        }
        while let slot = leaseDeadlines.popDue(at: now) {
            end(slot, as: .expired, now: now)
        }
        while let number = waiterDeadlines.popDue(at: now) {
            endWait(number, now: now)
        }
    }

    /// A refresh that nobody answered in time has failed.
    private mutating func expireRefresh(of account: Int, now: Instant) {
        guard case .refreshing(let until) = accounts[account].records.status, until <= now else {
            return
        }
        accounts[account].records.status = .expired
        facts.append(
            .status(
                .expired, reason: .authExpired, account: accounts[account].account.id,
                Provenance(rule: "refresh_timeout", at: now)))
    }

    /// Lends nothing more: who waits is refused at once, what is lent runs on.
    package mutating func drain(now: Instant) {
        isDraining = true
        for group in groups.indices {
            for number in groups[group].queue { refuse(number, .draining) }
        }
    }
}
