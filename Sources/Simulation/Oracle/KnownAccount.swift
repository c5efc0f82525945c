import JSON
import Leasing

/// An account as the operator named it and as the daemon last told of it.
struct KnownAccount {
    /// Something that is held against an account or some of its models.
    struct Hindrance {
        enum Kind: Hashable {
            case window(String)
            case cooldown(String)
        }

        let kind: Kind
        let models: String?
        /// When it ends by itself, at most a millisecond early; `nil` when it does not.
        let end: Instant?
        let level: Int64
        /// Leases with a lower fence were granted before it was seen.
        var fence: UInt64
        /// When it was first seen.
        var since: Instant
        /// Whether it follows from how much may be used: news of any age may end it.
        var isSoft = false

        func isSame(as other: Hindrance) -> Bool { kind == other.kind && models == other.models }
    }

    /// As the inventory names it, but for what an operator has set.
    var offered: OfferedAccount
    let incarnation: Int
    /// When its credential ends.
    let credentialEnd: Instant?
    var status = "active"
    var state = "available"
    var hindrances: [Hindrance] = []
    /// When it last recovered from a limit that was not short.
    var recoveredAt: Instant?
    /// Since when limits have stood without a gap, by the models that they concern.
    var limitedSince: [String?: Instant] = [:]
    /// When the last limit of the whole account ended by itself, that was not short.
    var limitEnd: Instant?
    /// Whether the daemon has told of it.
    var isKnown = false
    /// How often its paths were answered with nothing.
    var pathBlocks = 0

    var account: Account { offered.account }

    /// An operator knows what it will bear: it is lent in full at once.
    mutating func forgetLimits() {
        limitedSince = [:]
        (recoveredAt, limitEnd) = (nil, nil)
    }

    /// What keeps it from serving a wish, its capacity aside.
    func hindrance(_ model: String?, _ now: Instant) -> AccountState? {
        if !account.isEnabled || isDisabledByRule { return .disabled }
        if account.isDraining { return .draining }
        let held = hindrances.filter { applies($0, model, now) }.map(\.state)
        let isDead = status != "active" || credentialEnd.map { $0 <= now } ?? false
        if isDead || held.contains(.authFailed) { return .authFailed }
        if !account.serves(model) || held.contains(.modelUnsupported) { return .modelUnsupported }
        return held.contains(.quota) ? .quota : held.first
    }

    func applies(_ hindrance: Hindrance, _ model: String?, _ now: Instant) -> Bool {
        if let end = hindrance.end, end <= now { return false }
        if case .window(let name) = hindrance.kind, account.ignoredWindows.contains(name) {
            return false
        }
        guard let models = hindrance.models else { return true }
        return model.map { ModelPattern(models).matches($0) } ?? false
    }

    /// Three answers of nothing within an hour take an account out; that it is said to be is
    /// believed when there were so many.
    private var isDisabledByRule: Bool {
        pathBlocks >= Limits.pathBlocksBeforeDisabling && state == AccountState.disabled.rawValue
    }

    /// How many leases it may be kept to at the least, while it recovers from a limit: one, and one
    /// more with each quarter of a second.
    func allowance(_ now: Instant) -> Int {
        guard let recoveredAt else { return account.maxInFlight }
        let steps = (now - recoveredAt).nanoseconds / 250_000_000
        return min(account.maxInFlight, 1 + Int(min(steps, 1000)))
    }

    /// Whether its blocks are such that it is tried out when nothing else is able: one of them has
    /// stood for a quarter of an hour.
    func mayBeTried(_ model: String?, _ now: Instant) -> Bool {
        switch hindrance(model, now) {
        case .authFailed: return true
        case .quota, .cooldown:
            return hindrances.contains {
                applies($0, model, now) && now - $0.since >= .seconds(900)
            }
        default: return false
        }
    }

    /// Whether a wish's own words keep it away.
    func isExcluded(by wish: SelectWish) -> Bool {
        wish.excluded.contains(account.id) || (wish.account ?? account.id) != account.id
    }

    /// Whether a window is used beyond what the operator lets the account be used.
    private func isUsedUp(_ window: JSONValue) -> Bool {
        guard let most = account.maxUsedPercent,
            let used = window["used_percent"]?.double
        else { return false }
        return used >= Double(most)
    }

    /// What the daemon says is held against it.
    func hindrances(_ text: JSONValue, now: Instant) -> [Hindrance] {
        var all: [Hindrance] = []
        for window in text["windows"]?.array ?? [] {
            let isReached = window["limit_reached"]?.boolean == true
            let left = window["resets_in_ms"]?.integer
            guard isReached || isUsedUp(window) else { continue }
            all.append(
                Hindrance(
                    kind: .window(window["name"]?.string ?? ""), models: window["models"]?.string,
                    end: left.map { now + .milliseconds($0) }, level: 0, fence: 0,
                    since: now, isSoft: !isReached))
        }
        for pause in text["cooldowns"]?.array ?? [] {
            let left = pause["remaining_ms"]?.integer ?? -1
            all.append(
                Hindrance(
                    kind: .cooldown(pause["reason"]?.string ?? ""), models: pause["models"]?.string,
                    end: left < 0 ? nil : now + .milliseconds(left),
                    level: pause["level"]?.integer ?? 0, fence: 0, since: now))
        }
        return all
    }
}

extension KnownAccount.Hindrance {
    /// Whether it says that the account has had as much as it may.
    var isLimit: Bool {
        guard case .cooldown(let reason) = kind else { return true }
        return reason == "rate_limited" || reason == "quota_exhausted"
    }

    /// The state that an account has by it.
    var state: AccountState {
        guard case .cooldown(let reason) = kind else { return .quota }
        switch reason {
        case "auth_expired", "auth_revoked", "account_suspended": return .authFailed
        case "model_unsupported": return .modelUnsupported
        case "quota_exhausted": return .quota
        default: return .cooldown
        }
    }
}
