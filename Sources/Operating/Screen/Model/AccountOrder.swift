import Leasing

/// By what the accounts of the screen are sorted.
enum AccountOrder: String, CaseIterable {
    /// Those that somebody should look at first.
    case state
    /// The most leases first.
    case inUse = "in use"
    /// What is blocked before what is not, and what ends soonest first.
    case reset
    case id

    /// The order that comes after this one.
    var next: AccountOrder {
        switch self {
        case .state: .inUse
        case .inUse: .reset
        case .reset: .id
        case .id: .state
        }
    }

    /// The accounts in this order; those that are alike stay in the order that they came in.
    func sorted(_ accounts: [KnownAccount], now: Instant) -> [KnownAccount] {
        switch self {
        case .id: accounts
        case .state: Self.sorted(accounts) { (Int64($0.urgency), 0) }
        case .inUse: Self.sorted(accounts) { (-$0.summary.inUse, $0.summary.maxInFlight) }
        case .reset:
            Self.sorted(accounts) { ($0.isBlocked ? 0 : 1, $0.nextReset(now: now) ?? .max) }
        }
    }

    /// Sorts by two numbers, each computed once for an account.
    private static func sorted(
        _ accounts: [KnownAccount], by rank: (KnownAccount) -> (Int64, Int64)
    ) -> [KnownAccount] {
        let ranks = accounts.map(rank)
        let order = accounts.indices.sorted { one, other in
            (ranks[one].0, ranks[one].1, one) < (ranks[other].0, ranks[other].1, other)
        }
        return order.map { accounts[$0] }
    }
}
