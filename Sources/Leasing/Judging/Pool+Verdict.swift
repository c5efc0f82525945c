/// What the client does next, and why not more.
package struct Verdict: Hashable, Sendable {
    /// What the client does next.
    package var advice: Advice
    /// What cut a retry short.
    package var limit: AdviceLimit?
    /// When the next attempt makes sense, as a length of time.
    package var retryAfter: Interval?

    /// Puts a verdict together; the usual one is that nothing is to be done.
    package init(
        advice: Advice = .none, limit: AdviceLimit? = nil, retryAfter: Interval? = nil
    ) {
        self.advice = advice
        self.limit = limit
        self.retryAfter = retryAfter
    }

    /// The verdict of a judgement.
    init(_ judgement: Judgement) {
        self.init(
            advice: judgement.advice, limit: judgement.limit, retryAfter: judgement.retryAfter)
    }
}

extension Finding.Category {
    /// Whether it says that the credential was refused.
    var refusesCredential: Bool {
        switch self {
        case .authExpired, .authRevoked: true
        case .ok, .rateLimited, .quotaExhausted, .accountSuspended, .validationRequired,
            .permissionDenied, .modelUnsupported, .overloaded, .transient, .clientError,
            .clientCancelled, .prematureClose, .emptyResponse, .cloudflareChallenge,
            .cloudflarePathBlock, .networkBlocked:
            false
        }
    }

    /// Whether a second attempt could go better on any account at all.
    var isWorthRetrying: Bool {
        switch self {
        case .ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked: false
        case .rateLimited, .quotaExhausted, .authExpired, .authRevoked, .accountSuspended,
            .validationRequired, .permissionDenied, .modelUnsupported, .overloaded, .transient,
            .emptyResponse, .cloudflareChallenge, .cloudflarePathBlock:
            true
        }
    }

    /// How many attempts of one request may fail in this way. An overloaded upstream is tried once
    /// more and an empty answer twice: neither is the account's fault, so nothing else ends it.
    var attempts: Int {
        self == .overloaded ? 2 : Limits.attempts
    }
}

extension Pool {
    /// The first of the contract's list that applies; what cut a retry short is named.
    mutating func verdict(on bearing: Bearing, isThrottledAlike: Bool) -> Verdict {
        let now = bearing.now.instant
        let isStreamed = bearing.report.isStreamed
        guard bearing.finding.retry != .none || isStreamed else { return Verdict() }
        if isMendable(bearing) {
            guard !isStreamed else { return Verdict(limit: .streamed) }
            return Verdict(advice: .same, retryAfter: .zero)
        }
        let isLast =
            bearing.finding.category == .transient && !hasOtherSurvivor(bearing, now: now)
        var verdict = prospect(of: bearing, now: now)
        guard verdict.advice != .none else { return verdict }
        if isLast { verdict = Verdict(advice: .wait, retryAfter: Limits.lastSurvivorPause) }
        if isThrottledAlike { verdict = Verdict(advice: .wait, retryAfter: Limits.egressPause) }
        if let limit = limit(on: bearing, isLast: isLast, now: now) {
            return Verdict(limit: limit, retryAfter: verdict.retryAfter)
        }
        return verdict
    }

    /// Whether the same account may serve the request once more, with another credential: it has
    /// been replaced since, or is being refreshed. A request gets that once.
    private func isMendable(_ bearing: Bearing) -> Bool {
        let isStale = bearing.skip == .staleGeneration
        guard isStale || bearing.finding.category == .authExpired,
            !leases[bearing.slot].isRepeat
        else { return false }
        let wish = Wish(provider: "", model: leases[bearing.slot].model)
        switch presentState(of: bearing.account, for: wish, now: bearing.now.instant).0 {
        case .disabled, .draining: return false
        case .authFailed: return isStale || isRefreshing(bearing.account)
        case .modelUnsupported, .excluded, .halfOpen, .quota, .cooldown, .atCapacity, .available:
            return isStale
        }
    }

    /// What cuts a retry short that there would be an account for.
    private mutating func limit(
        on bearing: Bearing, isLast: Bool, now: Instant
    ) -> AdviceLimit? {
        if bearing.report.isStreamed { return .streamed }
        let group = loads[bearing.account].group
        // The last account that could serve is tried again however small the pool is.
        let poolSize =
            isLast ? Limits.attempts : modelEntry(leases[bearing.slot].model, in: group).count
        if leases[bearing.slot].attempt >= min(bearing.finding.category.attempts, poolSize) {
            return .attempts
        }
        return groups[group].budget.hasRoom(now: now) ? nil : .budget
    }

    /// What the pool has for the request, whatever it may still ask for.
    private mutating func prospect(of bearing: Bearing, now: Instant) -> Verdict {
        let group = loads[bearing.account].group
        let own = Wish(
            provider: "", model: leases[bearing.slot].model,
            excluded: leases[bearing.slot].excluded)
        var others = own
        others.excluded.append(accounts[bearing.account].account.id)
        let models = modelEntry(own.model, in: group)
        if has(others, models, in: group, now: now) {
            return Verdict(advice: .other, retryAfter: .zero)
        }
        switch hope(for: own, in: group, now: now) {
        case .anyTime:
            // A full account has room again as soon as any of its leases ends, which is soon.
            return Verdict(advice: .wait, retryAfter: .zero)
        case .at(.distantFuture):
            return Verdict()
        case .at(let instant):
            let isNear = instant - now <= Limits.longestWorthwhileWait
            return Verdict(advice: isNear ? .wait : .none, retryAfter: instant - now)
        }
    }

    /// Whether another account could serve the lease's model: not blocked, full or not, whatever
    /// its request excludes.
    func hasOtherSurvivor(_ bearing: Bearing, now: Instant) -> Bool {
        let wish = Wish(provider: "", model: leases[bearing.slot].model)
        return groups[loads[bearing.account].group].members.contains { account in
            guard account != bearing.account, loads[account].isOpen else { return false }
            let (state, _) = presentState(of: account, for: wish, now: now)
            return state == .available || state == .atCapacity
        }
    }

    /// Takes in a throttle without a hint; answers whether it is the host that is throttled.
    mutating func countThrottle(_ bearing: Bearing) -> Bool {
        guard bearing.finding.category == .rateLimited,
            bearing.finding.block == .ladder(.throttle)
        else { return false }
        return groups[loads[bearing.account].group].egress.countThrottle(
            of: leases[bearing.slot].account, now: bearing.now.instant)
    }
}
