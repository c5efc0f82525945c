/// What an operator's change of an account has led to.
package struct AccountSetting: Sendable {
    /// The account as it is used from then on.
    package let account: Account
    /// Where its credential stands.
    package let status: RotationStatus
    /// What of the change is another value than before.
    package let change: AccountChange
    /// How many leases were taken back.
    package let revoked: Int
}

extension Pool {
    /// Sets an account otherwise than the inventory does. Each value stands until an inventory is
    /// taken that has another one than before in its place, or that does not name the account.
    ///
    /// The leases of an account that is disabled are taken back. Whether it is set to be enabled or
    /// not, no rule keeps it out of rotation from then on.
    ///
    /// - Parameter uid: the operator's.
    /// - Throws: `unknownAccount` when the inventory names no account of this id.
    package mutating func set(
        _ change: AccountChange, of id: String, uid: UInt32, now: Instant
    ) throws(Refusal) -> AccountSetting {
        advance(to: now)
        guard let account = accountNumbers[id], accounts[account].isListed else {
            throw .unknownAccount
        }
        let new = take(change, for: account)
        guard !new.isEmpty else {
            return setting(of: account, after: new, revoked: 0)
        }
        let cause = Provenance(rule: "operator.set", uid: uid, at: now)
        facts.append(.accountSet(account: id, new, cause))
        hasIrreplaceableNews = true
        let leaseCount = leases.liveCount
        if new.isEnabled == false {
            revokeLeases(of: account, because: .accountDisabled, cause, now: now)
        }
        let revoked = leaseCount - leases.liveCount
        rank(account, after: new, now: now)
        serveAllWaiters(now: now)
        refuseHopeless(of: loads[account].group, now: now)
        return setting(of: account, after: new, revoked: revoked)
    }

    private func setting(
        of account: Int, after change: AccountChange, revoked: Int
    ) -> AccountSetting {
        AccountSetting(
            account: accounts[account].account, status: accounts[account].records.status,
            change: change, revoked: revoked)
    }

    private mutating func take(_ change: AccountChange, for account: Int) -> AccountChange {
        var new = accounts[account].set(change)
        if change.isEnabled != nil, accounts[account].records.disabledBy != nil {
            accounts[account].records.disabledBy = nil
            new.isEnabled = change.isEnabled
        }
        return new
    }

    /// Puts an account where its new values belong.
    private mutating func rank(_ account: Int, after change: AccountChange, now: Instant) {
        let group = loads[account].group
        if change.priority != nil { groups[group].order.remove(account) }
        loads[account].priority = accounts[account].account.priority
        loads[account].capacity = accounts[account].account.maxInFlight
        refile(account, now: now)
        guard change.priority != nil || change.weight != nil else { return }
        renewOrder(of: group, groups[group].order.strategy)
        for member in groups[group].members { refile(member, now: now) }
    }
}
