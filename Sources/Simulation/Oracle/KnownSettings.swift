import Leasing

/// What an operator has set of an account, each value with the one that the inventory had in its
/// place.
struct KnownSettings {
    private var listed = AccountChange()
    private var own = AccountChange()

    /// The operator sets an account, which is as he sees it.
    mutating func set(_ change: AccountChange, of account: inout Account) {
        set(\.isEnabled, to: change.isEnabled, \.isEnabled, of: &account)
        set(\.isDraining, to: change.isDraining, \.isDraining, of: &account)
        set(\.maxInFlight, to: change.maxInFlight, \.maxInFlight, of: &account)
        set(\.priority, to: change.priority, \.priority, of: &account)
    }

    private mutating func set<Value: Equatable>(
        _ field: WritableKeyPath<AccountChange, Value?>, to value: Value?,
        _ place: WritableKeyPath<Account, Value>, of account: inout Account
    ) {
        guard let value, value != account[keyPath: place] else { return }
        let original = listed[keyPath: field] ?? account[keyPath: place]
        account[keyPath: place] = value
        (listed[keyPath: field], own[keyPath: field]) =
            value == original ? (nil, nil) : (original, value)
    }

    /// The inventory is read: what it says counts where it says something else than before.
    mutating func stand(over account: inout Account) {
        stand(\.isEnabled, \.isEnabled, over: &account)
        stand(\.isDraining, \.isDraining, over: &account)
        stand(\.maxInFlight, \.maxInFlight, over: &account)
        stand(\.priority, \.priority, over: &account)
    }

    private mutating func stand<Value: Equatable>(
        _ field: WritableKeyPath<AccountChange, Value?>, _ place: WritableKeyPath<Account, Value>,
        over account: inout Account
    ) {
        if let value = own[keyPath: field], listed[keyPath: field] == account[keyPath: place] {
            account[keyPath: place] = value
        } else {
            (listed[keyPath: field], own[keyPath: field]) = (nil, nil)
        }
    }
}
