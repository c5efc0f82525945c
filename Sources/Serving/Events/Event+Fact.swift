import Leasing

extension Event {
    /// What a fact of the pool's is to those who ask.
    ///
    /// - Parameter provider: the provider of an account, if the account is there.
    init(_ fact: Fact, now: Moment, provider: (String) -> String?) {
        switch fact {
        case .window(let window, let account):
            self.init(window, now: now)
            self.account = account
        case .cooldown(let cooldown, let account):
            self.init(.cooldownOpened, because: cooldown.provenance, now: now)
            self.account = account
            reason = cooldown.reason.rawValue
            model = cooldown.models?.text
            blocked = Self.length(cooldown.until, from: cooldown.provenance.at)
        case .cooldownCleared(let cooldown, let account, let cause):
            self.init(.cooldownEnded, because: cause, now: now)
            self.account = account
            reason = cooldown.reason.rawValue
            model = cooldown.models?.text
        case .status(let status, let category, let account, let cause):
            self.init(.accountStatusUpdate, because: cause, now: now)
            self.account = account
            self.status = status.name
            reason = category.rawValue
        case .disabled(let account, let cause):
            self.init(.accountDisabled, because: cause, now: now)
            self.account = account
            reason = Finding.Category.cloudflarePathBlock.rawValue
        case .leaseEnded(let lease, let end, let account, let cause):
            self.init(lease, end, now: now)
            self.account = account
            rule = cause.rule
        case .accountSet(let account, let change, let cause):
            self.init(.accountSet, because: cause, now: now)
            self.account = account
            reason = change.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        case .blocksCleared(let account, let model, let count, let cause):
            self.init(.blocksCleared, because: cause, now: now)
            self.account = account
            self.model = model
            self.count = count
        case .inventoryReloaded(let accounts, _, let cause):
            self.init(.inventoryReloaded, because: cause, now: now)
            count = accounts
        case .draining(let cause): self.init(.draining, because: cause, now: now)
        case .resumed(let cause): self.init(.resumed, because: cause, now: now)
        }
        self.provider = account.flatMap(provider)
    }

    private init(_ window: QuotaWindow, now: Moment) {
        let isExhausted = window.blocks(at: now.instant)
        self.init(
            isExhausted ? .windowExhausted : .windowOpened, because: window.provenance, now: now)
        self.window = window.name
        model = window.models?.text
        guard isExhausted else { return }
        reason = Finding.Category.quotaExhausted.rawValue
        blocked = Self.length(window.resetsAt, from: window.provenance.at)
    }

    private init(_ lease: Lease, _ end: Lease.End, now: Moment) {
        var instant = now.instant
        if case .ended(_, let at) = lease.state { instant = at }
        self.init(.leaseEnded, at: now.unixTime(of: instant))
        status = end.rawValue
        self.lease = lease.id
        uid = lease.uid
        model = lease.model
        // Before its deadline a lease expires only because its holder went away.
        if end == .expired { reason = instant < lease.deadline ? "holder_gone" : "deadline" }
    }

    /// An event with the cause that the pool remembers.
    private init(_ kind: Kind, because cause: Provenance, now: Moment) {
        self.init(kind, at: now.unixTime(of: cause.at))
        rule = cause.rule
        upstreamStatus = cause.status
        lease = cause.lease
        uid = cause.uid
    }

    private static func length(_ end: Instant?, from start: Instant) -> Interval {
        end.map { $0 - start } ?? .untilSomeoneActs
    }
}
