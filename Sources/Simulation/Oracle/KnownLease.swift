import Leasing

/// A lease as it follows from what went over the wire.
struct KnownLease {
    enum State: Equatable {
        /// To `orphaned` and `ended`.
        case active
        /// Its holder's last connection is gone. To `active` and `ended`.
        case orphaned(until: Instant)
        /// It holds nothing any more.
        case ended(Lease.End, at: Instant)
    }

    let id: String
    let fence: UInt64
    let account: String
    /// Which of the accounts that had the id one after the other.
    let incarnation: Int
    let provider: String
    let uid: UInt32
    let wish: SelectWish
    let grantedAt: Instant
    /// Whether it tries out an account that is blocked.
    let isProbe: Bool
    var deadline: Instant
    /// Whose it is; `nil` when it is nobody's.
    var holder: Int?
    var state = State.active
    var sequence = 0

    var isLive: Bool {
        if case .ended = state { false } else { true }
    }

    /// When it ends by itself.
    var end: Instant {
        switch state {
        case .active: deadline
        case .orphaned(let until): min(until, deadline)
        case .ended(_, let at): at
        }
    }

    /// Whether it is one of those that live as long as any may.
    var hasLongestTerm: Bool { deadline - grantedAt >= Limits.boundTerm }

    /// Whether its end is forgotten.
    func isForgotten(now: Instant) -> Bool {
        if case .ended(_, let at) = state { now - at > Limits.endedLeaseMemory } else { false }
    }
}
