extension Pool {
    /// Says what a Select would get at this instant, and why. Nothing is lent and nobody's turn is
    /// over; what is due by then is done.
    ///
    /// - Parameters:
    ///   - after: the id behind which the accounts begin that it speaks of.
    ///   - limit: how many at most.
    /// - Throws: what the Select would be refused with, when not for want of an account.
    package mutating func explain(
        _ wish: Wish, uid: UInt32, after: String? = nil, limit: Int = .max, now: Instant
    ) throws(Refusal) -> Explanation {
        advance(to: now)
        let (group, models, affinity) = try question(wish, uid: uid, now: now)
        let chosen = pick(wish, affinity, models, in: group, now: now)
        groups[group].order.forgetSearch()
        let able = ableAccounts(of: group, for: wish, now: now)
        let ranking = ranking(of: group, for: wish, chosen, affinity, among: able, now: now)
        return Explanation(
            chosen: chosen.map { accounts[$0].account.id },
            reason: reason(for: chosen, wish, affinity, among: able, now: now),
            accounts: members(of: group, after: after, limit: limit).map {
                explain($0, to: wish, ranking, now: now)
            })
    }

    /// Says how the accounts stand towards the request that a live lease was granted for.
    ///
    /// - Parameters:
    ///   - uid: whose lease it must be; `nil` for any.
    ///   - after: the id behind which the accounts begin that it speaks of.
    ///   - limit: how many at most.
    /// - Throws: `leaseUnknown` when there is no such lease.
    package mutating func explain(
        _ id: Lease.ID, uid: UInt32?, after: String? = nil, limit: Int = .max, now: Instant
    ) throws(Refusal) -> Explanation {
        advance(to: now)
        guard let slot = leases.slot(of: id, now: now), leases[slot].isLive,
            uid == nil || leases[slot].uid == uid
        else { throw .leaseUnknown }
        let account = leases[slot].account.number
        let group = loads[account].group
        let wish = Wish(
            provider: groups[group].provider, model: leases[slot].model,
            excluded: leases[slot].excluded)
        let able = ableAccounts(of: group, for: wish, now: now)
        let ranking = ranking(of: group, for: wish, nil, .none, among: able, now: now)
        return Explanation(
            chosen: accounts[account].account.id, reason: .held,
            accounts: members(of: group, after: after, limit: limit).map {
                explain($0, to: wish, ranking, now: now)
            })
    }

    private func reason(
        for chosen: Int?, _ wish: Wish, _ affinity: Affinity, among able: [Int], now: Instant
    ) -> Explanation.Reason {
        switch affinity {
        case .take: return .session
        case .await: return .sessionBusy
        case .none: break
        }
        guard let chosen else { return .noneEligible }
        if isBlocked(chosen, for: wish.model, now: now) { return .halfOpen }
        if wish.account != nil { return .named }
        guard able.count > 1 else { return .only }
        let tier = able.count { loads[$0].priority == loads[chosen].priority }
        return tier > 1 ? .strategy : .priority
    }

    /// The accounts of a group that could be lent for a wish.
    private func ableAccounts(of group: Int, for wish: Wish, now: Instant) -> [Int] {
        groups[group].members.filter {
            presentState(of: $0, for: wish, now: now).0 == .available
        }
    }

    /// Some of a group's accounts, in the order of their ids.
    private func members(of group: Int, after: String?, limit: Int) -> ArraySlice<Int> {
        let members = groups[group].members
        guard let after else { return members.prefix(limit) }
        return members.drop { accounts[$0].account.id <= after }.prefix(limit)
    }

    private func ranking(
        of group: Int, for wish: Wish, _ chosen: Int?, _ affinity: Affinity, among able: [Int],
        now: Instant
    ) -> Ranking {
        Ranking(
            chosen: chosen, halfOpen: halfOpenAccount(for: wish, in: group, now: now),
            affinity: affinity, tier: able.map { loads[$0].priority }.min())
    }

    private func explain(
        _ account: Int, to wish: Wish, _ ranking: Ranking, now: Instant
    ) -> AccountExplanation {
        let rules =
            gates(of: account, for: wish, now: now) + ranks(of: account, ranking)
        var (state, end) = state(of: account, for: wish, now: now)
        if state == .atCapacity {
            end = nextGrowth(of: account, for: wish.model, now: now) ?? .distantFuture
        }
        let cause = cause(of: account, state, for: wish, now: now)
        if account == ranking.halfOpen { (state, end) = (.halfOpen, .distantFuture) }
        let isEnding = (state.mayEndByItself || state == .atCapacity) && end < .distantFuture
        return AccountExplanation(
            id: accounts[account].account.id, state: state, rules: rules, cause: cause,
            eligible: isEnding ? end - now : nil,
            probe: timeToProbe(of: account, for: wish, now: now))
    }

    private func timeToProbe(of account: Int, for wish: Wish, now: Instant) -> Interval? {
        guard mayServe(account, wish.model), !loads[account].isProbing,
            let probe = probe(of: account, for: wish.model, now: now)
        else { return nil }
        return max(.zero, probe.next - now)
    }

    /// What decides between the accounts that are able.
    private struct Ranking {
        /// The account that is lent; `nil` when none is.
        let chosen: Int?
        /// The account that is tried out because all are blocked.
        let halfOpen: Int?
        let affinity: Affinity
        /// The lowest priority of an able account.
        let tier: Int?
    }

    /// The rules by which an able account goes before another, as far as they were asked.
    private func ranks(of account: Int, _ ranking: Ranking) -> [RuleOutcome] {
        var rules: [RuleOutcome] = []
        if loads[account].mayBeProbed {
            let value = loads[account].isProbing ? "a probe is under way" : nil
            rules.append(
                RuleOutcome(rule: .probe, passed: account == ranking.halfOpen, value: value))
        }
        switch ranking.affinity {
        case .none: break
        case .take(let own), .await(let own):
            rules.append(RuleOutcome(rule: .session, passed: account == own, value: nil))
        }
        guard loads[account].isOpen, loads[account].hasRoom, let tier = ranking.tier else {
            return rules
        }
        let priority = loads[account].priority
        rules.append(
            RuleOutcome(rule: .priority, passed: priority == tier, value: "\(priority)"))
        guard priority == tier else { return rules }
        let order = groups[loads[account].group].order
        var value = order.strategy.rawValue
        if order.strategy == .leastBusy {
            value += ": \(loads[account].inFlight + loads[account].shadows)"
        }
        rules.append(RuleOutcome(rule: .order, passed: account == ranking.chosen, value: value))
        return rules
    }
}
