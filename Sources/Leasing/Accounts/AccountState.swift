/// What an account may do at an instant, derived from its records and never stored.
///
/// The cases stand in their order of precedence: an account counts in the first that applies.
package enum AccountState: String, CaseIterable, Sendable {
    case disabled
    case draining
    case authFailed = "auth_failed"
    case modelUnsupported = "model_unsupported"
    case excluded
    /// Blocked for long as all others are, and tried out: it counts as able.
    case halfOpen = "half_open"
    case quota
    case cooldown
    case atCapacity = "at_capacity"
    case available

    /// Its place among the cases: an account is in the state with the lowest that applies.
    var precedence: Int {
        switch self {
        case .disabled: 0
        case .draining: 1
        case .authFailed: 2
        case .modelUnsupported: 3
        case .excluded: 4
        case .halfOpen: 5
        case .quota: 6
        case .cooldown: 7
        case .atCapacity: 8
        case .available: 9
        }
    }

    /// Whether it follows from records, which may end by themselves.
    var mayEndByItself: Bool {
        switch self {
        case .authFailed, .modelUnsupported, .quota, .cooldown: true
        case .disabled, .draining, .excluded, .halfOpen, .atCapacity, .available: false
        }
    }
}

/// How many accounts stand in each state that keeps them from being lent.
package struct BlockedCounts: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: AccountState.allCases.count)
    /// The accounts that were looked at, available ones included.
    package private(set) var total = 0

    /// Counts nothing.
    package init() {}

    /// Counts one account.
    package mutating func add(_ state: AccountState) {
        counts[state.precedence] += 1
        total += 1
    }

    /// The accounts in one state.
    package subscript(_ state: AccountState) -> Int { counts[state.precedence] }

    /// The accounts that a request would get.
    package var able: Int { self[.available] + self[.halfOpen] }
}
