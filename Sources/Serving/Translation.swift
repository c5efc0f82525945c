package import Leasing
import Wire

/// Where the wire's words become the pool's and back. Neither knows the other.
extension Lease.ID {
    init(_ name: LeaseName) { self.init(high: name.high, low: name.low) }
}

extension LeaseName {
    init(_ id: Lease.ID) { self.init(high: id.high, low: id.low) }
}

/// Model ids as callers write them.
enum ModelName {
    /// The id without a trailing `(…)`, which asks for a way of thinking and not for another
    /// model: `claude-sonnet-4-5(16384)` is `claude-sonnet-4-5`.
    static func base(_ model: String) -> String {
        guard model.utf8.last == UInt8(ascii: ")"), let open = model.lastIndex(of: "("),
            open > model.startIndex
        else { return model }
        return String(model[..<open])
    }
}

extension Wish {
    init(_ request: borrowing SelectRequest) {
        let wait = request.wait
        let usual = max(
            WireLimits.usualTimeoutMilliseconds, wait + WireLimits.timeoutMarginMilliseconds)
        self.init(
            provider: request.provider, model: request.model.map(ModelName.base),
            excluded: request.excluded, account: request.account, wait: .milliseconds(Int64(wait)),
            timeout: .milliseconds(Int64(request.context.timeout ?? usual)),
            term: request.term.map { .milliseconds(Int64($0)) }, isDetached: request.isDetached,
            isInternal: request.isInternal, attempt: request.attempt)
    }
}

extension LeaseReply {
    init(_ lease: borrowing Lease, now: Moment) {
        self.init(
            name: LeaseName(lease.id), fence: lease.fence, model: lease.model,
            isDetached: lease.isDetached, isProbe: lease.isProbe,
            expiresIn: (lease.deadline - now.instant).wholeMilliseconds)
    }
}

extension ErrorReply {
    init(_ refusal: Refusal) {
        guard case .noEligibleAccount(let counts, let retryAfter, let waited) = refusal else {
            self.init(ErrorReason(refusal))
            return
        }
        self.init(
            .noEligibleAccount,
            blocked: Blocked(
                counts: counts.blocked, total: counts.total, waited: waited.wholeMilliseconds),
            retryAfter: retryAfter?.millisecondsRoundedUp)
    }
}

extension ErrorReason {
    init(_ refusal: Refusal) {
        // Some cases have the same name on both sides, so the type is said in full.
        let reason: ErrorReason =
            switch refusal {
            case .unknownProvider: .unknownProvider
            case .unknownModel: .unknownModel
            case .unknownAccount: .unknownAccount
            case .noEligibleAccount: .noEligibleAccount
            case .queueFull: .queueFull
            case .tooManyLeases: .tooManyLeases
            case .deadline: .deadline
            case .draining: .draining
            case .leaseUnknown: .leaseUnknown
            case .leaseEnded(.expired): .leaseExpired
            case .leaseEnded(.released): .leaseReleased
            case .leaseEnded(.revoked): .leaseRevoked
            case .longestTermReached: .longestTermReached
            }
        self = reason
    }
}

extension AccountState {
    /// The state's name on the wire. The words of version 1 are a closed list, in which an account
    /// that is tried out next is what it is to a Select: available.
    var nameOnWire: String { self == .halfOpen ? AccountState.available.rawValue : rawValue }
}

extension BlockedCounts {
    /// The states that keep an account from being lent, by their names on the wire.
    var blocked: [(state: String, count: Int)] {
        AccountState.allCases.filter { $0 != .available && $0 != .halfOpen }
            .map { ($0.rawValue, self[$0]) }
    }
}

extension MarkResultReply {
    init(_ judgement: Judgement) {
        let isUnending = judgement.blocked == .untilSomeoneActs
        self.init(
            accountState: judgement.accountState.nameOnWire, isApplied: judgement.skip == nil,
            blocked: isUnending ? -1 : judgement.blocked.millisecondsRoundedUp,
            category: judgement.category.rawValue, leaseState: judgement.leaseState.name,
            limitedBy: judgement.limit?.rawValue, retry: judgement.advice.rawValue,
            retryAfter: judgement.retryAfter?.millisecondsRoundedUp, rule: judgement.rule,
            scope: judgement.scope.name, skip: judgement.skip?.rawValue, window: judgement.window)
    }
}

extension Lease.State {
    /// The state's name on the wire.
    var name: String {
        switch self {
        case .active: "active"
        case .orphaned: "orphaned"
        case .ended(let end, _): end.rawValue
        }
    }
}

extension Finding.Scope {
    /// The scope's name on the wire; nothing when there is none.
    var name: String? {
        switch self {
        case .none: nil
        case .account: "account"
        case .models: "model"
        }
    }
}

extension Interval {
    /// The length in whole milliseconds, cut off.
    var wholeMilliseconds: Int64 { nanoseconds / 1_000_000 }
}

extension Lease.ID {
    /// The name as it is spelt on the wire.
    package var text: String { LeaseName(self).text }
}
