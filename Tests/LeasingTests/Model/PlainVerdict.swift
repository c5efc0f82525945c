import Leasing

/// What a client is to do next, found by going down the list of rules.
struct PlainVerdict {
    var advice = Advice.none
    var limit: AdviceLimit?
    var retryAfter: Interval?

    /// Whether the upstream failed, so that another attempt may go better.
    static func isWorthRetrying(_ finding: Finding) -> Bool {
        ![.ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked]
            .contains(finding.category)
    }
}

extension SlowPool {
    func verdict(
        on lease: SlowLease, _ finding: Finding, _ report: Report, skip: Skip?, provider: String,
        isThrottledAlike: Bool, now: Instant
    ) -> PlainVerdict {
        guard PlainVerdict.isWorthRetrying(finding), finding.retry != .none || report.isStreamed
        else { return PlainVerdict() }
        if isMendable(lease, finding, skip, now) {
            return report.isStreamed
                ? PlainVerdict(limit: .streamed) : PlainVerdict(advice: .same, retryAfter: .zero)
        }
        let isLast =
            finding.category == .transient && !hasSurvivor(beside: lease, of: provider, now)
        var verdict = prospect(of: lease, provider: provider, now)
        guard verdict.advice != .none else { return verdict }
        if isLast { verdict = PlainVerdict(advice: .wait, retryAfter: .seconds(1)) }
        if isThrottledAlike { verdict = PlainVerdict(advice: .wait, retryAfter: .seconds(2)) }
        let poolSize = serving(Wish(provider: provider, model: lease.wish.model)).count
        let most = min(finding.category == .overloaded ? 2 : 3, isLast ? 3 : poolSize)
        if report.isStreamed {
            return PlainVerdict(limit: .streamed, retryAfter: verdict.retryAfter)
        }
        if lease.wish.attempt >= most {
            return PlainVerdict(limit: .attempts, retryAfter: verdict.retryAfter)
        }
        return verdict
    }

    private func isMendable(
        _ lease: SlowLease, _ finding: Finding, _ skip: Skip?, _ now: Instant
    ) -> Bool {
        guard !lease.wish.isRepeat, let entry = entries[lease.account],
            entry.incarnation == lease.incarnation
        else { return false }
        let state = state(of: lease.account, Wish(provider: "", model: lease.wish.model), now)
        guard state != .disabled, state != .draining else { return false }
        guard skip != .staleGeneration else { return true }
        if case .refreshing = entry.records.status { return finding.category == .authExpired }
        return false
    }

    private func hasSurvivor(beside lease: SlowLease, of provider: String, _ now: Instant) -> Bool {
        let wish = Wish(provider: provider, model: lease.wish.model)
        return members(of: provider).contains { account in
            let state = state(of: account, wish, now)
            return account != lease.account && (state == .available || state == .atCapacity)
        }
    }

    private func prospect(
        of lease: SlowLease, provider: String, _ now: Instant
    ) -> PlainVerdict {
        let own = Wish(
            provider: provider, model: lease.wish.model, excluded: lease.wish.excluded)
        var others = own
        others.excluded.append(lease.account)
        if choice(for: others, now: now) ?? halfOpen(for: others, now) != nil {
            return PlainVerdict(advice: .other, retryAfter: .zero)
        }
        if hasHope(own, until: now, now) {
            return PlainVerdict(advice: .wait, retryAfter: .zero)
        }
        guard let next = nextChange(for: own, now) else { return PlainVerdict() }
        let isNear = next - now <= .seconds(30)
        return PlainVerdict(advice: isNear ? .wait : .none, retryAfter: next - now)
    }
}
