/// All that is kept of an account beyond the daemon's life, the inventory aside.
///
/// Its leases are kept elsewhere.
package struct AccountMemory: Sendable {
    /// The account.
    package let id: String
    /// The provider that it was learnt of: of another one it says nothing.
    package let provider: String
    /// The credential's number.
    package var generation: Int
    /// What was learnt.
    package var records: AccountRecords
    /// What an operator has set.
    package var set: AccountChange
    /// What the inventory said in its place.
    package var replaced: AccountChange
    /// The limits that stand, each with the time since which it does without a gap; `nil` when
    /// they were not kept.
    package var limits: [StandingLimit]?
    /// What it may carry while it recovers from limits that are over. How much of that it carries
    /// follows from the leases.
    package var allowances: [Allowance]

    /// Puts together what is known of an account.
    package init(
        id: String, provider: String, generation: Int, records: AccountRecords,
        set: AccountChange = AccountChange(), replaced: AccountChange = AccountChange(),
        limits: [StandingLimit]? = nil, allowances: [Allowance] = []
    ) {
        self.id = id
        self.provider = provider
        self.generation = generation
        self.records = records
        self.set = set
        self.replaced = replaced
        self.limits = limits
        self.allowances = allowances
    }
}

extension AccountSlot {
    /// What an operator has set in place of what the inventory says.
    var set: AccountChange {
        AccountChange(
            isEnabled: replaced.isEnabled.map { _ in account.isEnabled },
            isDraining: replaced.isDraining.map { _ in account.isDraining },
            maxInFlight: replaced.maxInFlight.map { _ in account.maxInFlight },
            priority: replaced.priority.map { _ in account.priority },
            weight: replaced.weight.map { _ in account.weight })
    }

    /// Takes up what was set, as far as the inventory says what it said then.
    mutating func restore(_ change: AccountChange, inPlaceOf listed: AccountChange) {
        func present<Value: Equatable>(_ set: Value?, _ then: Value?, _ now: Value) -> Value? {
            then == now ? set : nil
        }
        _ = set(
            AccountChange(
                isEnabled: present(change.isEnabled, listed.isEnabled, account.isEnabled),
                isDraining: present(change.isDraining, listed.isDraining, account.isDraining),
                maxInFlight: present(change.maxInFlight, listed.maxInFlight, account.maxInFlight),
                priority: present(change.priority, listed.priority, account.priority),
                weight: present(change.weight, listed.weight, account.weight)))
    }
}
