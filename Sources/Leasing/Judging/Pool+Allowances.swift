extension Pool {
    /// Takes in which limits of an account stand, and gives it an allowance for those that are over
    /// and were not short.
    mutating func noteLimits(of account: Int, now: Instant) {
        guard accounts[account].isListed else { return forgetLimits(of: account) }
        let (former, formerAllowances) = (accounts[account].limits, accounts[account].allowances)
        defer {
            let isOther =
                accounts[account].limits != former
                || accounts[account].allowances.map(\.since) != formerAllowances.map(\.since)
            if isOther { note(.records, of: account) }
        }
        let limited = accounts[account].records.limitedModels(
            of: accounts[account].account, now: now)
        guard !former.isEmpty || !limited.isEmpty || !accounts[account].allowances.isEmpty else {
            return
        }
        accounts[account].limits = limited.map { models in
            former.first { $0.models == models } ?? StandingLimit(models: models, since: now)
        }
        for limit in former
        where !limited.contains(limit.models) && now - limit.since > Limits.longestFreeLimit {
            beginAllowance(of: account, for: limit.models, now: now)
        }
        let capacity = loads[account].capacity
        accounts[account].allowances.removeAll { $0.most(at: now) >= capacity }
    }

    /// Forgets what limits there were: nobody recovers from those.
    mutating func forgetLimits(of account: Int) {
        accounts[account].limits = []
        accounts[account].allowances = []
    }

    private mutating func beginAllowance(
        of account: Int, for models: ModelPattern?, now: Instant
    ) {
        var inFlight = 0
        if loads[account].inFlight > 0 {
            for slot in leases.liveSlots where leases[slot].account.number == account {
                if AccountRecords.concerns(models, leases[slot].model) { inFlight += 1 }
            }
        }
        accounts[account].allowances.removeAll { $0.models == models }
        accounts[account].allowances.append(
            Allowance(models: models, since: now, inFlight: inFlight))
    }

    /// Counts a lease that begins or ends.
    mutating func countAllowances(of account: Int, for model: String?, by change: Int) {
        for place in accounts[account].allowances.indices
        where AccountRecords.concerns(accounts[account].allowances[place].models, model) {
            accounts[account].allowances[place].inFlight += change
        }
    }

    /// Whether an account that has recovered is not to have another lease for a model yet; the
    /// only one that serves it never waits.
    func isHeldBack(_ account: Int, for model: String?, now: Instant) -> Bool {
        accounts[account].allowances.contains { $0.holdsBack(model, at: now) }
            && !isAlone(account, for: model)
    }

    private func isAlone(_ account: Int, for model: String?) -> Bool {
        !groups[loads[account].group].members.contains { other in
            other != account && mayServe(other, model)
        }
    }

    /// When an account that is held back may have another lease for a model; `nil` when it is not
    /// held back, or full besides.
    func nextGrowth(of account: Int, for model: String?, now: Instant) -> Instant? {
        guard loads[account].hasModelRecords, loads[account].hasRoom,
            isHeldBack(account, for: model, now: now)
        else { return nil }
        return accounts[account].allowances.filter { $0.holdsBack(model, at: now) }
            .map { $0.nextGrowth(after: now) }.max()
    }

    /// When the next allowance of an account grows; the distant future when it has none.
    func nextGrowth(of account: Int, now: Instant) -> Instant {
        var next = Instant.distantFuture
        for allowance in accounts[account].allowances {
            next = min(next, allowance.nextGrowth(after: now))
        }
        return next
    }
}
