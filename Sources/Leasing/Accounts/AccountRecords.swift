/// What has been learnt of one account: the three records from which its state follows.
package struct AccountRecords: Sendable {
    /// Where its credential stands.
    package var status: RotationStatus = .active
    /// What brought it there; `nil` when it never changed.
    package var statusCause: Provenance?
    /// When its credential ends by itself.
    package var credentialEnd: Instant?
    /// When a dead credential may be tested; `nil` when it never died.
    package var loginProbes: ProbePlan?
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
    /// The rule that took it out of rotation, if one did: until the inventory disables it, brings
    /// a new credential, or an operator clears it.
    package var disabledBy: Provenance?
    /// When Cloudflare last answered its paths with nothing.
    package var pathBlocks: [Instant] = []
    /// The credentials that were refused one after the other, with no success between.
    package var refusals: [CredentialRefusal] = []
    /// What an operator has cleared, the latest last.
    package var clearings: [Clearing] = []

    /// Of an account of which nothing has been learnt.
    package init() {}

    /// What keeps an account from serving, and for how long.
    struct Hindrance {
        /// The state of the highest precedence.
        private(set) var state: AccountState
        /// When the last of its reasons ends by itself; the distant future when one of them needs
        /// somebody to act.
        private(set) var end: Instant

        /// Another reason, beside the one there may be.
        static func adding(
            _ state: AccountState, until end: Instant, to other: Hindrance?
        ) -> Hindrance {
            guard let other else { return Hindrance(state: state, end: end) }
            return Hindrance(
                state: state.precedence < other.state.precedence ? state : other.state,
                end: max(end, other.end))
        }
    }

    /// What keeps the account from serving a model at an instant, its inventory aside; `nil` when
    /// nothing does. Without a model only records of the whole account count.
    ///
    /// - Parameter account: says which windows count, and from which used percent on.
    func hindrance(
        for model: String?, of account: borrowing Account, now: Instant
    ) -> Hindrance? {
        var hindrance: Hindrance?
        forEachObstacle(for: model, of: account, now: now) { (state, end, _) in
            hindrance = .adding(state, until: end, to: hindrance)
        }
        return hindrance
    }

    /// One of the records that keep an account from serving.
    enum Obstacle {
        case credential
        /// The window at a place.
        case window(Int)
        /// The pause at a place.
        case cooldown(Int)
    }

    /// Visits what keeps the account from serving a model: with the state that it has by it, and
    /// the instant at which it ends by itself.
    @inline(__always)
    func forEachObstacle(
        for model: String?, of account: borrowing Account, now: Instant,
        _ visit: (AccountState, Instant, Obstacle) -> Void
    ) {
        if let end = credentialBlockEnd(now) { visit(.authFailed, end, .credential) }
        for place in windows.indices {
            guard windows[place].excludes(from: account.maxUsedPercent, at: now),
                Self.concerns(windows[place].models, model),
                !account.ignoredWindows.contains(windows[place].name)
            else { continue }
            visit(.quota, windows[place].blockEnd, .window(place))
        }
        for place in cooldowns.indices where cooldowns[place].blocks(at: now) {
            guard Self.concerns(cooldowns[place].models, model) else { continue }
            let state = cooldowns[place].reason.hinderedState
            visit(state, cooldowns[place].blockEnd, .cooldown(place))
        }
    }

    /// The next instant at which time alone changes what the account may do.
    func nextChange(of account: borrowing Account, after now: Instant) -> Instant? {
        var next = Instant.distantFuture
        for window in windows where window.excludes(from: account.maxUsedPercent, at: now) {
            next = min(next, window.blockEnd)
        }
        for cooldown in cooldowns where cooldown.blocks(at: now) {
            next = min(next, cooldown.blockEnd)
        }
        if let credentialEnd, credentialEnd > now { next = min(next, credentialEnd) }
        if case .refreshing(let until) = status { next = min(next, until) }
        return next == .distantFuture ? nil : next
    }

    /// Whether it has records of single models.
    var hasModelRecords: Bool {
        windows.contains { $0.models != nil } || cooldowns.contains { $0.models != nil }
    }

    /// Drops the pauses whose level is forgotten.
    package mutating func forget(at now: Instant) {
        guard cooldowns.contains(where: { $0.forgottenAt <= now }) else { return }
        cooldowns.removeAll { $0.forgottenAt <= now }
    }

    /// Drops what was held against the credential, for it has been refreshed.
    mutating func endRefresh() {
        status = .active
        cooldowns.removeAll { $0.reason.hinderedState == .authFailed }
    }

    /// Drops what was held against the login, for somebody has logged in again.
    mutating func forgetLogin() {
        endRefresh()
        refusals = []
        disabledBy = nil
    }

    private func credentialBlockEnd(_ now: Instant) -> Instant? {
        switch status {
        case .active: credentialEnd.flatMap { $0 <= now ? .distantFuture : nil }
        case .refreshing, .expired, .suspended: .distantFuture
        }
    }

    static func concerns(_ pattern: ModelPattern?, _ model: String?) -> Bool {
        guard let pattern else { return true }
        return model.map(pattern.matches) ?? false
    }
}

/// That a credential was refused.
package struct CredentialRefusal: Sendable {
    /// The credential's number.
    package let generation: Int
    /// When it was refused.
    package let at: Instant
    /// The first fence granted after it: only a later lease's success tells of what came after.
    package let fence: UInt64

    /// Describes a refusal.
    package init(generation: Int, at: Instant, fence: UInt64) {
        self.generation = generation
        self.at = at
        self.fence = fence
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
