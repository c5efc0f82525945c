/// What an operator sets of an account while the daemon runs; what is `nil` stays as it is.
package struct AccountChange: Hashable, Sendable {
    /// Whether it may be used.
    package var isEnabled: Bool?
    /// Whether it finishes what it has and takes nothing more.
    package var isDraining: Bool?
    /// How many leases it may carry at once; at least 1.
    package var maxInFlight: Int?
    /// Its tier.
    package var priority: Int?
    /// Its share under the weighted strategy; at least 1.
    package var weight: Int?

    /// Changes what is given.
    package init(
        isEnabled: Bool? = nil, isDraining: Bool? = nil, maxInFlight: Int? = nil,
        priority: Int? = nil, weight: Int? = nil
    ) {
        self.isEnabled = isEnabled
        self.isDraining = isDraining
        self.maxInFlight = maxInFlight
        self.priority = priority
        self.weight = weight
    }

    /// Whether it changes nothing.
    package var isEmpty: Bool { self == AccountChange() }

    /// What it changes, in the inventory's words and in the order of their names.
    package var settings: [(name: String, value: String)] {
        let all = [
            ("draining", isDraining?.description), ("enabled", isEnabled?.description),
            ("max_in_flight", maxInFlight?.description), ("priority", priority?.description),
            ("weight", weight?.description),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}

extension AccountSlot {
    /// Takes in what an operator sets; answers what of it is another value than before.
    mutating func set(_ change: AccountChange) -> AccountChange {
        var new = AccountChange()
        Self.set(change.isEnabled, &account.isEnabled, &replaced.isEnabled, &new.isEnabled)
        Self.set(change.isDraining, &account.isDraining, &replaced.isDraining, &new.isDraining)
        Self.set(change.maxInFlight, &account.maxInFlight, &replaced.maxInFlight, &new.maxInFlight)
        Self.set(change.priority, &account.priority, &replaced.priority, &new.priority)
        Self.set(change.weight, &account.weight, &replaced.weight, &new.weight)
        return new
    }

    /// Takes what the inventory says, but for what an operator has set in place of the same value.
    mutating func take(_ listed: Account) {
        var new = listed
        Self.keep(account.isEnabled, &new.isEnabled, &replaced.isEnabled)
        Self.keep(account.isDraining, &new.isDraining, &replaced.isDraining)
        Self.keep(account.maxInFlight, &new.maxInFlight, &replaced.maxInFlight)
        Self.keep(account.priority, &new.priority, &replaced.priority)
        Self.keep(account.weight, &new.weight, &replaced.weight)
        account = new
    }

    private static func set<Value: Equatable>(
        _ value: Value?, _ own: inout Value, _ listed: inout Value?, _ new: inout Value?
    ) {
        guard let value, value != own else { return }
        let original = listed ?? own
        listed = value == original ? nil : original
        own = value
        new = value
    }

    private static func keep<Value: Equatable>(
        _ own: Value, _ new: inout Value, _ listed: inout Value?
    ) {
        if let original = listed, original == new { new = own } else { listed = nil }
    }
}
