extension Pool {
    /// Takes the inventory's accounts in place of those before. What was learnt of an account that
    /// stays, and its leases, stay; one that is gone lends nothing more and ends with its leases.
    package mutating func adopt(_ inventory: [Account], now: Moment) {
        advance(to: now.instant)
        for number in accounts.indices { accounts[number].isListed = false }
        for group in groups.indices { groups[group].members = [] }
        for account in inventory.sorted(by: { $0.id < $1.id }) { list(account, now: now) }
        for group in groups.indices { groups[group].models.reset() }
        for number in accounts.indices {
            refile(number, now: now.instant)
            forgetIfUnlisted(number)
        }
        for group in groups.indices {
            serveWaiters(of: group, now: now.instant)
            refuseHopeless(of: group, now: now.instant)
        }
    }

    private mutating func list(_ account: Account, now: Moment) {
        let group = groupNumber(of: account.provider)
        let number = accountNumber(of: account, in: group)
        let isNewCredential = accounts[number].account.generation != account.generation
        accounts[number].account = account
        accounts[number].isListed = true
        accounts[number].records.credentialEnd =
            account.credentialExpiresAt.map { now.instant(of: $0) }
        if isNewCredential { accounts[number].records.status = .active }
        groups[loads[number].group].order.remove(number)
        loads[number].group = group
        loads[number].priority = account.priority
        loads[number].capacity = account.maxInFlight
        loads[number].isOpen = false
        groups[group].members.append(number)
    }

    private mutating func groupNumber(of provider: String) -> Int {
        if let known = groupNumbers[provider] { return known }
        groups.append(Group(provider: provider))
        groupNumbers[provider] = groups.count - 1
        return groups.count - 1
    }

    private mutating func accountNumber(of account: Account, in group: Int) -> Int {
        if let known = accountNumbers[account.id] { return known }
        let number = accounts.firstIndex { $0.account.id.isEmpty } ?? accounts.count
        let load = Load(group: group, priority: account.priority, capacity: account.maxInFlight)
        if number == accounts.count {
            accounts.append(AccountSlot(account: account))
            loads.append(load)
        } else {
            accounts[number] = AccountSlot(account: account)
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
        accountNumbers[accounts[number].account.id] = nil
        groups[loads[number].group].order.remove(number)
        accountDeadlines.remove(number)
        shadows.remove(number)
        accounts[number] = AccountSlot(
            account: Account(id: "", provider: ""), isListed: false)
        loads[number].shadows = 0
        loads[number].isOpen = false
    }
}
