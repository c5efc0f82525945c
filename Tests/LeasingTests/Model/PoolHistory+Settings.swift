import Leasing
import Seeding
import Testing

extension PoolHistory {
    /// Sets some of an account's values as an operator would.
    mutating func set() throws {
        guard let listed = inventory.randomElement(using: &random),
            let former = slow.entries[listed.id]?.account
        else { return }
        let change = randomChange()
        settings[listed.id, default: AccountChange()].overwrite(with: change)
        let account = inForce(listed)
        let carried = slow.inFlight(of: listed.id)
        let setting = try pool.set(change, of: listed.id, uid: 0, now: now)
        expect(
            setting.change.settings.allSatisfy { entry in change.settings.contains { $0 == entry } }
        )
        let isTaken = former.isEnabled && !account.isEnabled
        expect(setting.revoked == (isTaken ? carried : 0))
        mirror(account, former: former)
        expectSettings()
    }

    /// An account as it is to be used: the inventory's, but for what an operator has set.
    func inForce(_ listed: Account) -> Account {
        let change = settings[listed.id] ?? AccountChange()
        var account = listed
        account.isEnabled = change.isEnabled ?? account.isEnabled
        account.isDraining = change.isDraining ?? account.isDraining
        account.maxInFlight = change.maxInFlight ?? account.maxInFlight
        account.priority = change.priority ?? account.priority
        account.weight = change.weight ?? account.weight
        return account
    }

    /// Forgets what operators have set where another inventory says otherwise than the last one.
    mutating func forgetSettings(for accounts: [Account]) {
        for id in SlowPool.ids {
            guard let former = inventory.first(where: { $0.id == id }),
                let account = accounts.first(where: { $0.id == id }),
                account.provider == former.provider
            else {
                settings[id] = nil
                continue
            }
            if account.isEnabled != former.isEnabled { settings[id]?.isEnabled = nil }
            if account.isDraining != former.isDraining { settings[id]?.isDraining = nil }
            if account.maxInFlight != former.maxInFlight { settings[id]?.maxInFlight = nil }
            if account.priority != former.priority { settings[id]?.priority = nil }
            if account.weight != former.weight { settings[id]?.weight = nil }
        }
    }

    /// The pool uses each account as its inventory and its operators say.
    mutating func expectSettings() {
        for summary in summaries {
            guard let listed = inventory.first(where: { $0.id == summary.account.id }) else {
                expect(false, "an account that is not in the inventory")
                continue
            }
            let account = inForce(listed)
            expect(summary.account.isEnabled == account.isEnabled)
            expect(summary.account.isDraining == account.isDraining)
            expect(summary.account.maxInFlight == account.maxInFlight)
            expect(summary.account.priority == account.priority)
            expect(summary.account.weight == account.weight)
        }
    }

    private mutating func randomChange() -> AccountChange {
        var change = AccountChange()
        if random.once(in: 2) { change.isEnabled = !random.once(in: 3) }
        if random.once(in: 3) { change.isDraining = random.once(in: 3) }
        if random.once(in: 3) { change.maxInFlight = random.below(3) + 1 }
        if random.once(in: 3) { change.priority = random.pick([100, 200, 300]) }
        if random.once(in: 4) { change.weight = random.below(2) + 1 }
        return change
    }

    private mutating func mirror(_ account: Account, former: Account) {
        let id = account.id
        let members = slow.members(of: account.provider)
        // It leaves the tier it was in, and enters another at its end.
        if account.priority != former.priority { slow.entries[id]?.isResting = false }
        slow.entries[id]?.account = account
        if account.priority != former.priority || account.weight != former.weight {
            slow.turns[account.provider]?.renew(
                strategies[account.provider] ?? .leastBusy,
                members.compactMap { slow.entries[$0]?.account }, wereMembers: members)
        }
        for place in slow.leases.indices
        where slow.leases[place].isLive && slow.leases[place].account == id && !account.isEnabled {
            slow.end(place, as: .revoked, now: now)
        }
        slow.learn(summaries, now: now)
        slow.serve(now: now)
        slow.refuseHopeless(now: now)
    }
}

extension AccountChange {
    /// Takes what another says, where it says anything.
    mutating func overwrite(with other: AccountChange) {
        isEnabled = other.isEnabled ?? isEnabled
        isDraining = other.isDraining ?? isDraining
        maxInFlight = other.maxInFlight ?? maxInFlight
        priority = other.priority ?? priority
        weight = other.weight ?? weight
    }
}
