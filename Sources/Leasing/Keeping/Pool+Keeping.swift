/// How much of an account has changed since it was last kept.
enum AccountNews: Comparable {
    case nothing
    /// Requests were counted.
    case counts
    /// Something was learnt or set.
    case records
}

/// What has changed of the accounts since it was last asked for.
package struct MemoryNews: Sendable {
    /// The accounts of which something was learnt or set, in no order.
    package var memories: [AccountMemory] = []
    /// Whether an operator's act or a credential is among it, which nobody could learn again.
    package var isIrreplaceable = false
}

extension Pool {
    /// Has what is to be kept noted from here on, for `takeMemoryNews`.
    package mutating func beginRemembering() { isRemembered = true }

    /// Everything to be kept of the accounts that have changed since the last call.
    ///
    /// - Parameter countsToo: whether those count of which only the numbers of requests are other
    ///   than before.
    package mutating func takeMemoryNews(countsToo: Bool) -> MemoryNews {
        var numbers = newsOfAccounts
        if countsToo { numbers += countedAccounts }
        guard !numbers.isEmpty || !departed.isEmpty else { return MemoryNews() }
        var news = MemoryNews(memories: departed, isIrreplaceable: hasIrreplaceableNews)
        (newsOfAccounts, departed, hasIrreplaceableNews) = ([], [], false)
        if countsToo { countedAccounts = [] }
        for number in numbers where accounts[number].news > .nothing {
            accounts[number].news = .nothing
            if !accounts[number].account.id.isEmpty { news.memories.append(memory(of: number)) }
        }
        return news
    }

    /// Whether requests were counted that are not kept yet.
    package var hasCounted: Bool { !countedAccounts.isEmpty }

    /// All that is to be kept of an account; `nil` when the pool has none of this id.
    package func memory(of id: String) -> AccountMemory? {
        accountNumbers[id].map { memory(of: $0) }
    }

    /// Takes up what was kept of accounts that the inventory names. Their groups must then be put
    /// in order, and who waits be served.
    ///
    /// What it says of a credential counts when its number is the account's, and otherwise not:
    /// somebody has logged in again. Of another provider than the account's it says nothing.
    mutating func takeUp(_ memories: [AccountMemory], now: Instant) {
        for memory in memories {
            guard let account = accountNumbers[memory.id], accounts[account].isListed,
                accounts[account].account.provider == memory.provider
            else { continue }
            accounts[account].restore(memory, now: now)
            groups[loads[account].group].order.remove(account)
            loads[account].priority = accounts[account].account.priority
            loads[account].capacity = accounts[account].account.maxInFlight
        }
    }

    /// Takes in that there is something new to keep of an account.
    @inline(__always)
    mutating func note(_ news: AccountNews, of account: Int) {
        guard isRemembered, accounts[account].news < news else { return }
        accounts[account].news = news
        if news == .records {
            newsOfAccounts.append(account)
        } else {
            countedAccounts.append(account)
        }
    }

    /// All that is to be kept of an account.
    func memory(of number: Int) -> AccountMemory {
        let slot = accounts[number]
        return AccountMemory(
            id: slot.account.id, provider: slot.account.provider,
            generation: slot.account.generation, records: slot.records, set: slot.set,
            replaced: slot.replaced, limits: slot.limits, allowances: slot.allowances)
    }
}

extension AccountSlot {
    fileprivate mutating func restore(_ memory: AccountMemory, now: Instant) {
        let credentialEnd = records.credentialEnd
        records = memory.records
        records.credentialEnd = credentialEnd
        if account.generation != memory.generation { records.forgetLogin() }
        restore(memory.set, inPlaceOf: memory.replaced)
        if !account.isEnabled { records.disabledBy = nil }
        limits = memory.limits ?? records.standingLimits(of: account, now: now)
        allowances = memory.allowances
        for place in allowances.indices { allowances[place].inFlight = 0 }
    }
}

extension AccountRecords {
    /// The limits that stand, each since the oldest record that sets it.
    fileprivate func standingLimits(
        of account: borrowing Account, now: Instant
    ) -> [StandingLimit] {
        limitedModels(of: account, now: now).map { models in
            let opened = cooldowns.filter { $0.models == models }.map(\.openedAt)
            let learnt = windows.filter { $0.models == models }.map(\.provenance.at)
            return StandingLimit(models: models, since: (opened + learnt).min() ?? now)
        }
    }
}
