/// What the client does next, and why not more.
struct Verdict {
    var advice = Advice.none
    var limit: AdviceLimit?
    var retryAfter: Interval?
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
    mutating func verdict(on bearing: Bearing, _ lease: Lease, now: Instant) -> Verdict {
        let category = bearing.finding.category
        guard category.isWorthRetrying, bearing.finding.retry != .none else { return Verdict() }
        let group = loads[lease.account.number].group
        var verdict = prospect(for: lease, in: group, after: category, now: now)
        if verdict.advice == .none { return verdict }
        if bearing.report.isStreamed {
            return Verdict(limit: .streamed, retryAfter: verdict.retryAfter)
        }
        if verdict.advice == .same { return verdict }
        let isLastSurvivor = category == .transient && !hasOtherSurvivor(lease, now: now)
        if isLastSurvivor {
            verdict = Verdict(advice: .wait, retryAfter: Limits.lastSurvivorPause)
        }
        let poolSize = isLastSurvivor ? Limits.attempts : modelEntry(lease.model, in: group).count
        if lease.attempt >= min(category.attempts, poolSize) {
            return Verdict(limit: .attempts, retryAfter: verdict.retryAfter)
        }
        guard groups[group].budget.hasRoom(now: now) else {
            return Verdict(limit: .budget, retryAfter: verdict.retryAfter)
        }
        return verdict
    }

    /// What the pool has for the request, whatever it may still ask for.
    private mutating func prospect(
        for lease: Lease, in group: Int, after category: Finding.Category, now: Instant
    ) -> Verdict {
        let account = accounts[lease.account.number].account.id
        if category == .authExpired, !lease.isRepeat,
            case .refreshing = accounts[lease.account.number].records.status
        {
            return Verdict(advice: .same, retryAfter: .zero)
        }
        let others = Wish(provider: "", model: lease.model, excluded: [account])
        let models = modelEntry(lease.model, in: group)
        if pick(others, models, in: group, now: now) != nil {
            return Verdict(advice: .other, retryAfter: .zero)
        }
        let outlook = outlook(
            for: Wish(provider: "", model: lease.model), in: group, now: now)
        // A full account has room again as soon as any of its leases ends, which is soon.
        if outlook.counts[.available] + outlook.counts[.atCapacity] > 0 {
            return Verdict(advice: .wait, retryAfter: .zero)
        }
        let retryAfter = outlook.retryAfter(now)
        let isNear = retryAfter.map { $0 <= Limits.longestWorthwhileWait } ?? false
        return Verdict(advice: isNear ? .wait : .none, retryAfter: retryAfter)
    }

    /// Whether another account could serve the lease's model: not blocked, full or not, whatever
    /// its request excludes.
    func hasOtherSurvivor(_ lease: Lease, now: Instant) -> Bool {
        let wish = Wish(provider: "", model: lease.model)
        return groups[loads[lease.account.number].group].members.contains { account in
            guard account != lease.account.number else { return false }
            let (state, _) = state(of: account, for: wish, now: now)
            return state == .available || state == .atCapacity
        }
    }
}
