extension Pool {
    /// Takes what an upstream answered into the records, and says what the client does next.
    ///
    /// The evidence, its number and the release take effect whatever the answer says.
    ///
    /// - Parameter chance: a random word, for the jitter of pauses that have no hint.
    package mutating func judge(
        _ id: Lease.ID, by holder: HolderID, uid: UInt32, _ finding: Finding, _ report: Report,
        chance: UInt64, now: Moment
    ) throws(Refusal) -> Judgement {
        advance(to: now.instant)
        guard let slot = leases.remembered(id), leases[slot].uid == uid else { throw .leaseUnknown }
        adopt(slot, by: holder)
        let skip = skip(slot, finding.category, report, now: now.instant)
        let bearing = Bearing(
            slot: slot, account: leases[slot].account.number, finding: finding, report: report,
            skip: skip, chance: chance, now: now)
        if skip == .duplicateSequence || skip == .leaseGone { return repeated(bearing) }
        leases[slot].sequence = report.sequence ?? leases[slot].sequence + 1
        let isThrottledAlike = skip == nil && countThrottle(bearing)
        if skip == nil { apply(bearing) }
        let judgement = conclude(bearing, isThrottledAlike: isThrottledAlike)
        countReport(bearing, judgement.advice)
        return judgement
    }

    /// A report on its way through the pool.
    struct Bearing {
        let slot: Int
        let account: Int
        let finding: Finding
        let report: Report
        let skip: Skip?
        let chance: UInt64
        let now: Moment
    }

    private func skip(
        _ slot: Int, _ category: Finding.Category, _ report: Report, now: Instant
    ) -> Skip? {
        if case .ended(_, let at) = leases[slot].state {
            guard now - at <= Limits.endedLeaseMemory, isKnown(leases[slot].account) else {
                return .leaseGone
            }
        }
        if let sequence = report.sequence, sequence <= leases[slot].sequence {
            return .duplicateSequence
        }
        let account = leases[slot].account.number
        if category.refusesCredential,
            leases[slot].generation != accounts[account].account.generation
        {
            return .staleGeneration
        }
        if category != .ok, !accounts[account].records.clearings.isEmpty,
            accounts[account].records.isCleared(
                since: leases[slot].fence, for: leases[slot].model)
        {
            return .clearedSince
        }
        return nil
    }

    /// Answers a report that is taken no more: as before, when there was one.
    private mutating func repeated(_ bearing: Bearing) -> Judgement {
        let now = bearing.now.instant
        if bearing.report.releases { endAndServe(bearing.slot, as: .released, now: now) }
        let standing = standing(of: bearing.slot, now: now)
        guard var judgement = leases.judgement(of: bearing.slot) else {
            let verdict = leases.verdict(of: bearing.slot)
            return Judgement(bearing, verdict, standing, leases[bearing.slot].state)
        }
        judgement.skip = bearing.skip
        judgement.accountState = standing.state
        judgement.blocked = standing.blocked
        judgement.leaseState = leases[bearing.slot].state
        return judgement
    }

    /// Gives the slot back when asked, and then looks at what else there is for the request.
    private mutating func conclude(_ bearing: Bearing, isThrottledAlike: Bool) -> Judgement {
        let now = bearing.now.instant
        if bearing.report.releases { endAndServe(bearing.slot, as: .released, now: now) }
        // That all went well can be said again without having been kept.
        if bearing.finding.category == .ok {
            leases.dropJudgement(of: bearing.slot)
            let standing = standing(of: bearing.slot, now: now)
            return Judgement(bearing, Verdict(), standing, leases[bearing.slot].state)
        }
        var next = Verdict()
        if bearing.finding.category.isWorthRetrying {
            next = verdict(on: bearing, isThrottledAlike: isThrottledAlike)
        }
        if next.advice == .same { endAndServe(bearing.slot, as: .released, now: now) }
        if next.advice == .other || next.advice == .wait {
            groups[loads[bearing.account].group].budget.countRetry(now: now)
        }
        let standing = standing(of: bearing.slot, now: now)
        let judgement = Judgement(bearing, next, standing, leases[bearing.slot].state)
        leases.keep(judgement, of: bearing.slot)
        return judgement
    }

    /// How the account of a lease stands towards its model.
    private func standing(of slot: Int, now: Instant) -> (state: AccountState, blocked: Interval) {
        guard isKnown(leases[slot].account) else { return (.disabled, .untilSomeoneActs) }
        let account = leases[slot].account.number
        let load = loads[account]
        // A lease's account serves its model, unless another inventory has come since.
        if load.isOpen, !load.hasModelRecords, leases[slot].fence >= inventoryFence {
            return (load.hasRoom ? .available : .atCapacity, .zero)
        }
        let wish = Wish(provider: "", model: leases[slot].model)
        let (state, end) = state(of: account, for: wish, now: now)
        return (state, end == .distantFuture ? .untilSomeoneActs : end - now)
    }
}

extension Judgement {
    /// What a report has led to, and how the account and the lease stand after it.
    init(
        _ bearing: Pool.Bearing, _ verdict: Verdict,
        _ standing: (state: AccountState, blocked: Interval), _ leaseState: Lease.State
    ) {
        self.init(
            category: bearing.finding.category, scope: bearing.finding.scope,
            window: bearing.finding.window, rule: bearing.finding.rule, skip: bearing.skip,
            advice: verdict.advice, limit: verdict.limit, retryAfter: verdict.retryAfter,
            blocked: standing.blocked, accountState: standing.state, leaseState: leaseState)
    }
}
