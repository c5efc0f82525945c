extension Pool {
    /// What each of the rules that keep an account away says of it, in their order: the first that
    /// it does not pass is its state.
    func gates(of account: Int, for wish: Wish, now: Instant) -> [RuleOutcome] {
        let known = accounts[account].account
        var held: [AccountState: String] = [:]
        accounts[account].records.forEachObstacle(for: wish.model, of: known, now: now) {
            (state, end, source) in
            held[state] = held[state] ?? value(of: source, account)
        }
        let isServing = known.models.serve(wish.model)
        let isDisabled = accounts[account].records.disabledBy
        let load = loads[account]
        let isHeldBack = isHeldBack(account, for: wish.model, now: now)
        func gate(_ rule: RuleOutcome.Rule, _ passed: Bool, _ value: String?) -> RuleOutcome {
            RuleOutcome(rule: rule, passed: passed, value: value)
        }
        return [
            gate(
                .enabled, known.isEnabled && accounts[account].isListed && isDisabled == nil,
                isDisabled?.rule),
            gate(.rotation, !known.isDraining, nil),
            gate(.credential, held[.authFailed] == nil, held[.authFailed]),
            gate(
                .model, isServing && held[.modelUnsupported] == nil,
                isServing
                    ? held[.modelUnsupported] : known.models.map(\.text).joined(separator: " ")
            ),
            gate(.request, !(wish.isPicky && wish.excludes(known.id)), nil),
            gate(.quota, held[.quota] == nil, held[.quota]),
            gate(.cooldown, held[.cooldown] == nil, held[.cooldown]),
            gate(.capacity, load.hasRoom, "\(load.inFlight)/\(load.capacity)"),
            gate(.recovery, !isHeldBack, isHeldBack ? allowance(of: account, wish, now: now) : nil),
        ]
    }

    private func value(of source: AccountRecords.Obstacle, _ account: Int) -> String {
        let records = accounts[account].records
        switch source {
        case .credential: return records.status == .active ? "expired" : records.status.name
        case .window(let place):
            let window = records.windows[place]
            return window.usedPercent.map { "\(window.name) \(Int($0)) %" } ?? window.name
        case .cooldown(let place): return records.cooldowns[place].reason.rawValue
        }
    }

    private func allowance(of account: Int, _ wish: Wish, now: Instant) -> String {
        let most =
            accounts[account].allowances.filter { $0.holdsBack(wish.model, at: now) }
            .map { $0.most(at: now) }.min() ?? 0
        return "\(loads[account].inFlight)/\(most)"
    }

    /// What brought about an account's state: of several reasons for it the one that lasts longest.
    func cause(
        of account: Int, _ state: AccountState, for wish: Wish, now: Instant
    ) -> BlockCause? {
        let records = accounts[account].records
        if state == .disabled {
            return records.disabledBy.map {
                BlockCause(reason: "disabled", window: nil, models: nil, provenance: $0)
            }
        }
        var found: (end: Instant, source: AccountRecords.Obstacle)?
        records.forEachObstacle(for: wish.model, of: accounts[account].account, now: now) {
            (own, end, source) in
            if own == state, end >= found?.end ?? now { found = (end, source) }
        }
        return found.flatMap { records.cause(of: $0.source) }
    }
}

extension AccountRecords {
    /// Why there is one of the account's records.
    fileprivate func cause(of obstacle: Obstacle) -> BlockCause? {
        switch obstacle {
        case .credential:
            let reason = status == .active ? "credential_expired" : status.name
            let ended = credentialEnd.map { Provenance(rule: "credential.expired", at: $0) }
            guard let cause = status == .active ? ended : statusCause else { return nil }
            return BlockCause(reason: reason, window: nil, models: nil, provenance: cause)
        case .window(let place):
            let window = windows[place]
            return BlockCause(
                reason: Finding.Category.quotaExhausted.rawValue, window: window.name,
                models: window.models, provenance: window.provenance)
        case .cooldown(let place):
            let pause = cooldowns[place]
            return BlockCause(
                reason: pause.reason.rawValue, window: nil, models: pause.models,
                provenance: pause.provenance)
        }
    }
}
