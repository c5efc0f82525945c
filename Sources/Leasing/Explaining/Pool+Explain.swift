extension Pool {
    /// Says what a Select would get at this instant, and why. Nothing is lent and nobody's turn is
    /// over; what is due by then is done.
    ///
    /// - Throws: what the Select would be refused with, when not for want of an account.
    package mutating func explain(
        _ wish: Wish, uid: UInt32, now: Instant
    ) throws(Refusal) -> Explanation {
        advance(to: now)
        let (group, models, affinity) = try question(wish, uid: uid, now: now)
        let chosen = pick(wish, affinity, models, in: group, now: now)
        groups[group].order.forgetSearch()
        let halfOpen = halfOpenAccount(for: wish, in: group, now: now)
        let reason = reason(for: chosen, wish, affinity, models, in: group, halfOpen, now: now)
        return explanation(of: group, for: wish, chosen, reason, affinity, halfOpen, now: now)
    }

    /// Says how the accounts stand towards the request that a live lease was granted for.
    ///
    /// - Parameter uid: whose lease it must be; `nil` for any.
    /// - Throws: `leaseUnknown` when there is no such lease.
    package mutating func explain(
        _ id: Lease.ID, uid: UInt32?, now: Instant
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
        let halfOpen = halfOpenAccount(for: wish, in: group, now: now)
        return explanation(of: group, for: wish, account, .held, .none, halfOpen, now: now)
    }

    private func reason(
        for chosen: Int?, _ wish: Wish, _ affinity: Affinity, _ models: ModelIndex.Entry,
        in group: Int, _ halfOpen: Int?, now: Instant
    ) -> Explanation.Reason {
        switch affinity {
        case .take: return .session
        case .await: return .sessionBusy
        case .none: break
        }
        guard let chosen else { return .noneEligible }
        if isBlocked(chosen, for: wish.model, now: now) { return .halfOpen }
        if wish.account != nil { return .named }
        let able = groups[group].members.filter {
            presentState(of: $0, for: wish, now: now).0 == .available
        }
        guard able.count > 1 else { return .only }
        let tier = able.count { loads[$0].priority == loads[chosen].priority }
        return tier > 1 ? .strategy : .priority
    }

    private func explanation(
        of group: Int, for wish: Wish, _ chosen: Int?, _ reason: Explanation.Reason,
        _ affinity: Affinity, _ halfOpen: Int?, now: Instant
    ) -> Explanation {
        let members = groups[group].members
        let able = members.filter { state(of: $0, for: wish, now: now).0 == .available }
        let tier = able.map { loads[$0].priority }.min()
        let accounts = members.map { account in
            let isChosen = account == chosen && reason != .held
            var rules = gates(of: account, for: wish, now: now)
            rules += ranks(of: account, affinity, halfOpen, tier: tier, isChosen: isChosen)
            var (state, end) = state(of: account, for: wish, now: now)
            if state == .atCapacity {
                end = nextGrowth(of: account, for: wish.model, now: now) ?? .distantFuture
            }
            let cause = cause(of: account, state, for: wish, now: now)
            if account == halfOpen { (state, end) = (.halfOpen, .distantFuture) }
            let isEnding = (state.mayEndByItself || state == .atCapacity) && end < .distantFuture
            return AccountExplanation(
                id: self.accounts[account].account.id, state: state,
                rules: rules, cause: cause, eligible: isEnding ? end - now : nil)
        }
        return Explanation(
            chosen: chosen.map { self.accounts[$0].account.id }, reason: reason,
            accounts: accounts.sorted { $0.id < $1.id })
    }

    /// The rules by which an able account goes before another, as far as they were asked.
    private func ranks(
        of account: Int, _ affinity: Affinity, _ halfOpen: Int?, tier: Int?, isChosen: Bool
    ) -> [RuleOutcome] {
        var rules: [RuleOutcome] = []
        if loads[account].mayBeProbed {
            let value = loads[account].isProbing ? "a probe is under way" : nil
            rules.append(RuleOutcome(rule: .probe, passed: account == halfOpen, value: value))
        }
        switch affinity {
        case .none: break
        case .take(let own), .await(let own):
            rules.append(RuleOutcome(rule: .session, passed: account == own, value: nil))
        }
        guard loads[account].isOpen, loads[account].hasRoom, let tier else { return rules }
        let priority = loads[account].priority
        rules.append(
            RuleOutcome(rule: .priority, passed: priority == tier, value: "\(priority)"))
        guard priority == tier else { return rules }
        let order = groups[loads[account].group].order
        var value = order.strategy.rawValue
        if order.strategy == .leastBusy {
            value += ": \(loads[account].inFlight + loads[account].shadows)"
        }
        rules.append(RuleOutcome(rule: .order, passed: isChosen, value: value))
        return rules
    }
}
