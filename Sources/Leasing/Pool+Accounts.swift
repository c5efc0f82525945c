extension Pool {
    /// Takes the inventory's accounts in place of those before. What was learnt of an account that
    /// stays, and its leases, stay; one that is gone lends nothing more and ends with its leases;
    /// those of one that is disabled are taken back.
    ///
    /// A generation other than before says that somebody has logged in again; with the same one
    /// the credential is as the pool knows it. Of two accounts with one id the first counts.
    ///
    /// - Parameters:
    ///   - strategies: how the accounts of a provider are chosen, by its name; where nothing is
    ///     said, by `leastBusy`.
    ///   - memories: what was kept of accounts that are new here. It counts before any of them is
    ///     lent to one who waits.
    package mutating func adopt(
        _ inventory: [Account], strategies: [String: Strategy] = [:],
        remembering memories: [AccountMemory] = [], now: Moment
    ) {
        advance(to: now.instant)
        for number in accounts.indices { accounts[number].isListed = false }
        for group in groups.indices { groups[group].members = [] }
        let listed = inventory.sorted { $0.id < $1.id }
        for account in listed { list(account, now: now) }
        takeUp(memories, now: now.instant)
        for group in groups.indices {
            renewModels(of: group)
            renewOrder(of: group, strategies[groups[group].provider] ?? .leastBusy)
        }
        inventoryFence = nextFence
        for number in accounts.indices
        where accounts[number].isListed && !accounts[number].account.isEnabled {
            let cause = Provenance(rule: "inventory.disabled", at: now.instant)
            revokeLeases(of: number, because: .accountDisabled, cause, now: now.instant)
        }
        for number in accounts.indices where !accounts[number].isListed {
            accounts[number].replaced = AccountChange()
            refile(number, now: now.instant)
            forgetIfUnlisted(number)
        }
        // In the order of the ids, which decides between accounts that are equal otherwise.
        for group in groups.indices {
            for number in groups[group].members { refile(number, now: now.instant) }
        }
        serveAllWaiters(now: now.instant)
        for group in groups.indices { refuseHopeless(of: group, now: now.instant) }
    }

    private mutating func list(_ listed: Account, now: Moment) {
        let group = groupNumber(of: listed.provider)
        let number = accountNumber(of: listed, in: group)
        guard !accounts[number].isListed else { return }
        let former = accounts[number].account
        if former.provider != listed.provider { accounts[number].replaced = AccountChange() }
        accounts[number].take(listed)
        let account = accounts[number].account
        accounts[number].isListed = true
        if former.provider != account.provider {
            // What its leases have yet to report is of another upstream.
            accounts[number].records = AccountRecords()
            forgetLimits(of: number)
            accounts[number].records.clearings = [Clearing(model: nil, fence: nextFence)]
        }
        if former.generation != account.generation {
            accounts[number].records.forgetLogin()
        } else {
            accounts[number].account.credentialExpiresAt = former.credentialExpiresAt
        }
        if !account.isEnabled { accounts[number].records.disabledBy = nil }
        accounts[number].records.credentialEnd =
            accounts[number].account.credentialExpiresAt.map { now.instant(of: $0) }
        if loads[number].group != group, loads[number].mayBeProbed {
            groups[loads[number].group].probeCount -= 1
            groups[group].probeCount += 1
        }
        if loads[number].group != group || loads[number].priority != account.priority {
            groups[loads[number].group].order.remove(number)
        }
        loads[number].group = group
        loads[number].priority = account.priority
        loads[number].capacity = account.maxInFlight
        groups[group].members.append(number)
    }

    private mutating func renewModels(of group: Int) {
        let members = groups[group].members
        groups[group].models = ModelIndex(
            count: members.count,
            isUniform: members.allSatisfy { accounts[$0].account.models.isEmpty })
    }

    mutating func renewOrder(of group: Int, _ strategy: Strategy) {
        let members = groups[group].members.map { number in
            let account = accounts[number].account
            return Roster.Member(
                account: number, id: account.id, priority: account.priority, weight: account.weight)
        }
        groups[group].order.renew(strategy, Roster(members))
    }

    private mutating func groupNumber(of provider: String) -> Int {
        if let known = groupNumbers[provider] { return known }
        groups.append(Group(provider: provider))
        tallies.append(Tally())
        groupNumbers[provider] = groups.count - 1
        return groups.count - 1
    }

    private mutating func accountNumber(of account: Account, in group: Int) -> Int {
        if let known = accountNumbers[account.id] { return known }
        let slot = AccountSlot(account: account, serial: nextAccountSerial, isListed: false)
        let load = Load(group: group, priority: account.priority, capacity: account.maxInFlight)
        nextAccountSerial += 1
        let number = freeAccountNumbers.popLast() ?? accounts.count
        if number == accounts.count {
            accounts.append(slot)
            loads.append(load)
        } else {
            accounts[number] = slot
            loads[number] = load
        }
        accountNumbers[account.id] = number
        return number
    }

    /// Frees the number of an account that the inventory does not name and no lease holds.
    mutating func forgetIfUnlisted(_ number: Int) {
        guard !accounts[number].isListed, loads[number].inFlight == 0,
            !accounts[number].account.id.isEmpty
        else { return }
        if accounts[number].news > .nothing { departed.append(memory(of: number)) }
        accountNumbers[accounts[number].account.id] = nil
        freeAccountNumbers.append(number)
        groups[loads[number].group].order.remove(number)
        accountDeadlines.remove(number)
        shadows.remove(number)
        accounts[number] = AccountSlot(
            account: Account(id: "", provider: ""), serial: 0, isListed: false)
        loads[number].shadows = 0
        loads[number].isOpen = false
    }

    /// The place of an account that the pool knows.
    package func index(of id: String) -> AccountIndex? {
        accountNumbers[id].map { AccountIndex(number: $0, serial: accounts[$0].serial) }
    }

    /// Whether an account is still the one that a lease was granted for: not forgotten since, nor
    /// its number used again.
    func isKnown(_ index: AccountIndex) -> Bool {
        index.number < accounts.count && accounts[index.number].serial == index.serial
    }
}
