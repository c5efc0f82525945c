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
        if let skip = skip(slot, finding, report, now: now.instant) {
            return repeated(slot, finding, report, skip, now: now.instant)
        }
        leases[slot].sequence = report.sequence ?? leases[slot].sequence + 1
        let bearing = Bearing(
            slot: slot, finding: finding, report: report, chance: chance, now: now)
        apply(bearing)
        return conclude(bearing)
    }

    /// A report on its way through the pool.
    struct Bearing {
        let slot: Int
        let finding: Finding
        let report: Report
        let chance: UInt64
        let now: Moment
    }

    private func skip(_ slot: Int, _ finding: Finding, _ report: Report, now: Instant) -> Skip? {
        let lease = leases[slot]
        if case .ended(_, let at) = lease.state, now - at > Limits.endedLeaseMemory {
            return .leaseGone
        }
        if let sequence = report.sequence, sequence <= lease.sequence { return .duplicateSequence }
        let slot = accounts[lease.account.number]
        if finding.category.refusesCredential, lease.generation != slot.account.generation {
            return .staleGeneration
        }
        let isNews = lease.fence >= slot.records.clearedFence
        return isNews || finding.category == .ok ? nil : .clearedSince
    }

    /// Answers a report that changes no record: as before, when it is the one that was taken.
    private mutating func repeated(
        _ slot: Int, _ finding: Finding, _ report: Report, _ skip: Skip, now: Instant
    ) -> Judgement {
        var judgement =
            leases[slot].judgement
            ?? Judgement(
                category: finding.category, scope: finding.scope, window: finding.window,
                rule: finding.rule, skip: nil, advice: .none, limit: nil, retryAfter: nil,
                blocked: .zero, accountState: .available, leaseState: .active)
        if skip == .staleGeneration {
            leases[slot].sequence = report.sequence ?? leases[slot].sequence + 1
            judgement.category = finding.category
            judgement.rule = finding.rule
            judgement.advice = leases[slot].isRepeat || report.isStreamed ? .none : .same
            judgement.retryAfter = judgement.advice == .same ? .zero : nil
            leases[slot].judgement = judgement
        }
        if report.releases || skip == .staleGeneration && judgement.advice == .same {
            end(slot, as: .released, now: now)
        }
        judgement.skip = skip
        describe(slot, in: &judgement, now: now)
        return judgement
    }

    /// Gives the slot back when asked, and then looks at what else there is for the request.
    private mutating func conclude(_ bearing: Bearing) -> Judgement {
        let now = bearing.now.instant
        let lease = leases[bearing.slot]
        let finding = bearing.finding
        let group = loads[lease.account.number].group
        if bearing.report.releases { end(bearing.slot, as: .released, now: now) }
        let verdict = finding.category == .ok ? Verdict() : verdict(on: bearing, lease, now: now)
        if verdict.advice == .same { end(bearing.slot, as: .released, now: now) }
        if verdict.advice == .other || verdict.advice == .wait {
            groups[group].budget.countRetry(now: now)
        }
        var judgement = Judgement(
            category: finding.category, scope: finding.scope, window: finding.window,
            rule: finding.rule, skip: nil, advice: verdict.advice, limit: verdict.limit,
            retryAfter: verdict.retryAfter, blocked: .zero, accountState: .available,
            leaseState: .active)
        describe(bearing.slot, in: &judgement, now: now)
        leases[bearing.slot].judgement = judgement
        return judgement
    }

    /// Fills in how the account and the lease stand.
    private func describe(_ slot: Int, in judgement: inout Judgement, now: Instant) {
        let lease = leases[slot]
        let account = lease.account.number
        judgement.leaseState = lease.state
        if loads[account].isOpen, !loads[account].hasModelRecords {
            judgement.accountState = loads[account].hasRoom ? .available : .atCapacity
            judgement.blocked = .zero
            return
        }
        let wish = Wish(provider: "", model: lease.model)
        let (state, end) = state(of: account, for: wish, now: now)
        judgement.accountState = state
        judgement.blocked = end == .distantFuture ? .untilSomeoneActs : end - now
    }
}
