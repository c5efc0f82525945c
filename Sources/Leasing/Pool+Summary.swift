/// How one provider's accounts stand.
package struct ProviderSummary: Sendable {
    /// The provider.
    package let provider: String
    /// How many accounts stand in which state.
    package let counts: BlockedCounts
    /// Leases that its accounts carry.
    package let inUse: Int
    /// Selects that wait for it.
    package let waiters: Int
    /// When the next account becomes able by itself; `nil` when none will.
    package let nextEligible: Interval?
}

/// How one account stands.
package struct AccountSummary: Sendable {
    /// The account, as the inventory and operators have it.
    package let account: Account
    /// What the inventory says of that which an operator has set otherwise.
    package let replaced: AccountChange
    /// What was learnt of it.
    package let records: AccountRecords
    /// What it may do.
    package let state: AccountState
    /// How long it stays so: `nil` when not blocked, `Interval.untilSomeoneActs` without an end.
    package let blocked: Interval?
    /// Leases that it carries.
    package let inUse: Int
}

extension Pool {
    /// The providers in the order of their names, as a Select for the model would find them.
    ///
    /// - Throws: `unknownProvider` when one is named that has no accounts.
    package func summary(
        provider: String?, model: String?, now: Instant
    ) throws(Refusal) -> [ProviderSummary] {
        var summaries: [ProviderSummary] = []
        for group in groups.indices where !groups[group].members.isEmpty {
            guard provider == nil || groups[group].provider == provider else { continue }
            summaries.append(summary(of: group, model: model, now: now))
        }
        if provider != nil, summaries.isEmpty { throw .unknownProvider }
        return summaries.sorted { $0.provider < $1.provider }
    }

    func summary(of group: Int, model: String?, now: Instant) -> ProviderSummary {
        let wish = Wish(provider: groups[group].provider, model: model)
        let halfOpen = halfOpenAccount(for: wish, in: group, now: now)
        // Where nothing is due the index is right, and most accounts need no second look.
        let isAdvanced = earliestDeadline > now
        var outlook = Outlook()
        for account in groups[group].members {
            let (state, end) =
                isAdvanced
                ? presentState(of: account, for: wish, now: now)
                : state(of: account, for: wish, now: now)
            let isHalfOpen = account == halfOpen
            outlook.add(isHalfOpen ? .halfOpen : state, until: end, isPossible: true)
            if state == .atCapacity, let next = nextGrowth(of: account, for: model, now: now) {
                outlook.nextChange = min(outlook.nextChange, next)
            }
        }
        outlook.nextChange = min(outlook.nextChange, nextProbe(for: wish, in: group, now: now))
        let inUse = groups[group].members.reduce(0) { $0 + loads[$1].inFlight }
        return ProviderSummary(
            provider: groups[group].provider, counts: outlook.counts, inUse: inUse,
            waiters: groups[group].queue.count, nextEligible: outlook.retryAfter(now))
    }

    /// The accounts in the order of their ids, from behind an id, as many as asked for.
    package func accountSummaries(
        provider: String?, model: String?, after: String?, limit: Int, now: Instant
    ) -> [AccountSummary] {
        let wish = Wish(provider: provider ?? "", model: model)
        let listed = accounts.indices.filter { number in
            let account = accounts[number].account
            guard accounts[number].isListed, provider == nil || account.provider == provider
            else { return false }
            return after.map { account.id > $0 } ?? true
        }
        let page = listed.sorted { accounts[$0].account.id < accounts[$1].account.id }
            .prefix(limit)
        var halfOpen: Set<Int> = []
        for group in groups.indices {
            if let account = halfOpenAccount(for: wish, in: group, now: now) {
                halfOpen.insert(account)
            }
        }
        return page.map { number in
            var (state, end) = state(of: number, for: wish, now: now)
            if halfOpen.contains(number) { (state, end) = (.halfOpen, now) }
            let isBlocked = ![.available, .halfOpen, .atCapacity].contains(state)
            let blocked: Interval = end == .distantFuture ? .untilSomeoneActs : end - now
            return AccountSummary(
                account: accounts[number].account, replaced: accounts[number].replaced,
                records: accounts[number].records, state: state,
                blocked: isBlocked ? blocked : nil, inUse: loads[number].inFlight)
        }
    }

    /// Whether any account is of a provider.
    package func hasProvider(_ provider: String) -> Bool {
        groupNumbers[provider].map { !groups[$0].members.isEmpty } ?? false
    }

    /// How many accounts the pool has.
    package var accountCount: Int { accountNumbers.count }
}
