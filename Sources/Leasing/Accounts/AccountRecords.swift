/// What has been learnt of one account: the three records from which its state follows.
package struct AccountRecords: Sendable {
    /// Where its credential stands.
    package var status: RotationStatus = .active
    /// When its credential ends by itself.
    package var credentialEnd: Instant?
    /// Its quota windows, in the order in which they were first heard of.
    package var windows: [QuotaWindow] = []
    /// Its pauses, present and remembered.
    package var cooldowns: [Cooldown] = []
    /// Requests that went well.
    package var successes = 0
    /// Requests that failed for a reason of the account's.
    package var failures = 0
    /// What went wrong last.
    package var lastError: Provenance?
    /// When Cloudflare last answered its paths with nothing.
    var pathBlocks: [Instant] = []
    /// Reports from leases before this fence change nothing: an operator has cleared since.
    var clearedFence: UInt64 = 0

    /// What keeps an account from serving, and for how long.
    struct Hindrance {
        let state: AccountState
        /// When it ends by itself; `distantFuture` when only someone's act ends it.
        let end: Instant
    }

    /// What keeps the account from serving a model at an instant, its inventory aside; `nil` when
    /// nothing does. Without a model only records of the whole account count.
    func hindrance(for model: String?, ignoring ignored: Set<String>, now: Instant) -> Hindrance? {
        var end = Instant(nanoseconds: 0)
        var states: (authentication: Bool, unsupported: Bool, quota: Bool) = (false, false, false)
        if let statusEnd = credentialBlockEnd(now) {
            states.authentication = true
            end = statusEnd
        }
        for window in windows where window.blocks(at: now) && !ignored.contains(window.name) {
            guard Self.concerns(window.models, model) else { continue }
            states.quota = true
            end = max(end, window.blockEnd)
        }
        var isCooling = false
        for cooldown in cooldowns where cooldown.blocks(at: now) {
            guard Self.concerns(cooldown.models, model) else { continue }
            end = max(end, cooldown.blockEnd)
            switch cooldown.reason.hinderedState {
            case .authFailed: states.authentication = true
            case .modelUnsupported: states.unsupported = true
            case .quota: states.quota = true
            default: isCooling = true
            }
        }
        if states.authentication { return Hindrance(state: .authFailed, end: end) }
        if states.unsupported { return Hindrance(state: .modelUnsupported, end: end) }
        if states.quota { return Hindrance(state: .quota, end: end) }
        return isCooling ? Hindrance(state: .cooldown, end: end) : nil
    }

    /// The next instant at which time alone changes what the account may do.
    func nextChange(after now: Instant) -> Instant? {
        var next = Instant.distantFuture
        for window in windows where window.blocks(at: now) { next = min(next, window.blockEnd) }
        for cooldown in cooldowns where cooldown.blocks(at: now) {
            next = min(next, cooldown.blockEnd)
        }
        if let credentialEnd, credentialEnd > now { next = min(next, credentialEnd) }
        if case .refreshing(let until) = status { next = min(next, until) }
        return next == .distantFuture ? nil : next
    }

    /// Drops the pauses whose level is forgotten.
    mutating func forget(at now: Instant) {
        cooldowns.removeAll { $0.forgottenAt <= now }
    }

    private func credentialBlockEnd(_ now: Instant) -> Instant? {
        switch status {
        case .active: credentialEnd.flatMap { $0 <= now ? .distantFuture : nil }
        case .refreshing, .expired, .suspended: .distantFuture
        }
    }

    private static func concerns(_ pattern: ModelPattern?, _ model: String?) -> Bool {
        guard let pattern else { return true }
        return model.map(pattern.matches) ?? false
    }
}

extension Finding.Category {
    /// The state of an account that pauses for this reason.
    var hinderedState: AccountState {
        switch self {
        case .authExpired, .authRevoked, .accountSuspended: .authFailed
        case .modelUnsupported: .modelUnsupported
        case .quotaExhausted: .quota
        case .ok, .rateLimited, .validationRequired, .permissionDenied, .overloaded, .transient,
            .clientError, .clientCancelled, .prematureClose, .emptyResponse,
            .cloudflareChallenge, .cloudflarePathBlock, .networkBlocked:
            .cooldown
        }
    }
}
