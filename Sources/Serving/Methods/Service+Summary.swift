import Leasing
import Providers
import Wire

extension Service {
    mutating func summary(
        _ request: borrowing SummaryRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        let model = request.model.map(ModelName.base)
        let providers = try pool.summary(
            provider: request.provider, model: model, now: now.instant)
        var accounts: [AccountReply]?
        var next: String?
        if request.listsAccounts {
            let isOperator = peer.socket == .ops
            let page = page(
                of: request.provider, model: model, after: request.after, limit: request.limit,
                now: now)
            accounts = page.items.map { AccountReply($0, showsLabel: isOperator, now: now) }
            next = page.next?.account.id
        }
        let reply = SummaryReply(
            asOf: InternetDate.format(now.unix), epoch: identity.epoch, revision: revision,
            isKept: isKept, providers: providers.map(SummaryReply.Provider.init),
            accounts: accounts, next: next)
        peer.answer(id) { reply.write(&$0) }
    }
}

extension SummaryReply.Provider {
    init(_ summary: ProviderSummary) {
        self.init(
            name: summary.provider, total: summary.counts.total,
            eligible: summary.counts.able, inUse: summary.inUse, waiters: summary.waiters,
            blocked: summary.counts.blocked,
            nextEligible: summary.nextEligible?.millisecondsRoundedUp)
    }
}

extension RotationStatus {
    /// An account's status on the wire: what an operator has decided goes before the credential's.
    func name(of account: Account) -> String {
        guard account.isEnabled else { return "disabled" }
        return account.isDraining ? "draining" : name
    }
}

extension AccountReply {
    init(_ summary: AccountSummary, showsLabel: Bool, now: Moment) {
        let (account, records) = (summary.account, summary.records)
        self.init(
            id: account.id, label: showsLabel ? account.label : nil, provider: account.provider,
            status: records.status.name(of: account),
            state: summary.state.nameOnWire, inUse: summary.inUse, maxInFlight: account.maxInFlight,
            generation: account.generation, windows: records.windows.map { Window($0, now: now) },
            cooldowns: records.cooldowns.filter { $0.blocks(at: now.instant) }
                .map { Cooldown($0, now: now.instant) },
            lastError: records.lastError?.rule, successes: records.successes,
            failures: records.failures)
    }
}

extension AccountReply.Window {
    init(_ window: QuotaWindow, now: Moment) {
        let reset = window.resetsAt.flatMap { $0 > now.instant ? $0 : nil }
        self.init(
            name: window.name, models: window.models?.text,
            usedPercent: window.usedPercent(at: now.instant),
            isLimitReached: window.blocks(at: now.instant),
            resetsIn: reset.map { ($0 - now.instant).millisecondsRoundedUp },
            resetsAt: reset.map { InternetDate.format(now.unixTime(of: $0)) },
            learnt: window.source.rawValue,
            age: (now.instant - window.provenance.at).wholeMilliseconds)
    }
}

extension AccountReply.Cooldown {
    init(_ cooldown: Cooldown, now: Instant) {
        self.init(
            models: cooldown.models?.text,
            remaining: cooldown.until.map { ($0 - now).millisecondsRoundedUp } ?? -1,
            reason: cooldown.reason.rawValue, level: cooldown.level,
            rule: cooldown.provenance.rule)
    }
}
