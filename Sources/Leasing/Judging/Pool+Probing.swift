extension Pool {
    /// The account that is tried out for a wish because every one that serves its model is blocked:
    /// of those whose time has come the one with the oldest block, and of equals the first by id.
    ///
    /// One at capacity counts as able, whatever the request excludes; and while a probe is under
    /// way its result is awaited.
    func halfOpenAccount(for wish: Wish, in group: Int, now: Instant) -> Int? {
        guard groups[group].probeCount > 0 else { return nil }
        let plain = Wish(provider: "", model: wish.model)
        var found: (account: Int, since: Instant)?
        for account in groups[group].members {
            switch presentState(of: account, for: plain, now: now).0 {
            case .available, .atCapacity: return nil
            case .disabled, .draining, .modelUnsupported, .excluded, .halfOpen: continue
            case .authFailed, .quota, .cooldown: break
            }
            // A login that is refused is that of every model, the served or not.
            guard mayServe(account, wish.model) else { continue }
            if loads[account].isProbing { return nil }
            guard loads[account].hasRoom, let probe = probe(of: account, for: wish.model, now: now),
                probe.next <= now, probe.since < found?.since ?? .distantFuture
            else { continue }
            found = (account, probe.since)
        }
        guard let found, !wish.excludes(accounts[found.account].account.id) else { return nil }
        return found.account
    }

    /// When a blocked account may be tried out for a model, and since when it is blocked; `nil`
    /// when it may not be.
    func probe(
        of account: Int, for model: String?, now: Instant
    ) -> (since: Instant, next: Instant)? {
        guard loads[account].mayBeProbed else { return nil }
        return accounts[account].records.probe(
            for: model, of: accounts[account].account, now: now)
    }

    /// When the first account is tried out for a wish that nothing else can serve; the distant
    /// future when none will be.
    func nextProbe(for wish: Wish, in group: Int, now: Instant) -> Instant {
        guard groups[group].probeCount > 0, !isAnyAble(wish.model, in: group, now: now) else {
            return .distantFuture
        }
        var next = Instant.distantFuture
        for account in groups[group].members
        where loads[account].mayBeProbed && !wish.excludes(accounts[account].account.id) {
            guard mayServe(account, wish.model),
                let probe = probe(of: account, for: wish.model, now: now), probe.next > now
            else { continue }
            next = min(next, probe.next)
        }
        return next
    }

    /// Whether a probe is under way whose result may help a wish.
    func isProbing(for wish: Wish, in group: Int, now: Instant) -> Bool {
        groups[group].members.contains { account in
            loads[account].isProbing && mayServe(account, wish.model)
                && !wish.excludes(accounts[account].account.id)
        }
    }

    private func isAnyAble(_ model: String?, in group: Int, now: Instant) -> Bool {
        let plain = Wish(provider: "", model: model)
        return groups[group].members.contains { account in
            let (state, _) = presentState(of: account, for: plain, now: now)
            return state == .available || state == .atCapacity
        }
    }

    /// Whether the inventory lets an account serve a model, whatever was learnt of it.
    func mayServe(_ account: Int, _ model: String?) -> Bool {
        accounts[account].account.isEnabled && !accounts[account].account.isDraining
            && accounts[account].records.disabledBy == nil
            && accounts[account].account.models.serve(model)
    }

    /// Takes in that a blocked account is lent as a probe: what hinders it plans the next one.
    mutating func beginProbe(of account: Int, for model: String?, now: Instant) {
        loads[account].isProbing = true
        let inventory = accounts[account].account
        accounts[account].records.takeProbe(for: model, of: inventory, now: now)
        refile(account, now: now)
    }

    /// Ends what a probe has shown to be over: a success says that the account works.
    ///
    /// - Returns: whether there was anything.
    mutating func endBlocks(after bearing: Bearing) -> Bool {
        guard leases[bearing.slot].isProbe else { return false }
        let account = bearing.account
        let (lease, model) = (leases[bearing.slot].id, leases[bearing.slot].model)
        let most = accounts[account].account.maxUsedPercent
        var hasEnded = false
        for place in accounts[account].records.windows.indices {
            let window = accounts[account].records.windows[place]
            guard window.excludes(from: most, at: bearing.now.instant),
                AccountRecords.concerns(window.models, model),
                leases[bearing.slot].fence >= window.limitFence, window.provenance.lease != lease
            else { continue }
            accounts[account].records.windows[place].isLimitReached = false
            accounts[account].records.windows[place].usedPercent = nil
            accounts[account].records.windows[place].provenance = provenance(bearing)
            report(accounts[account].records.windows[place], of: account, now: bearing.now.instant)
            hasEnded = true
        }
        return restoreLogin(bearing) || hasEnded
    }

    private mutating func restoreLogin(_ bearing: Bearing) -> Bool {
        switch accounts[bearing.account].records.status {
        case .active, .refreshing: return false
        case .expired, .suspended: break
        }
        accounts[bearing.account].records.endRefresh()
        let id = accounts[bearing.account].account.id
        facts.append(.status(.active, reason: .ok, account: id, provenance(bearing)))
        return true
    }

    /// Gives an account that may be tried out to one who waits, when nothing else is able.
    mutating func offerProbe(of group: Int, now: Instant) {
        guard groups[group].probeCount > 0, waiters.count > 0,
            groups[group].members.contains(where: { loads[$0].nextProbe <= now })
        else { return }
        serveWaiters(of: group, now: now)
    }

    /// Refuses those who had nothing to hope for but a probe that has ended.
    mutating func refuseAfterProbe(now: Instant) {
        guard hasEndedProbe else { return }
        hasEndedProbe = false
        for group in groups.indices { refuseHopeless(of: group, now: now) }
    }

    /// Takes in when the first of an account's blocks may be tested.
    mutating func noteProbes(of account: Int, now: Instant) {
        let first = accounts[account].records.nextProbe(
            of: accounts[account].account, after: Instant(nanoseconds: 0), now: now)
        let wasProbed = loads[account].mayBeProbed
        loads[account].nextProbe = accounts[account].isListed ? first : .distantFuture
        guard loads[account].mayBeProbed != wasProbed else { return }
        groups[loads[account].group].probeCount += wasProbed ? -1 : 1
    }
}

extension AccountRecords {
    /// When all that hinders a model may be tested together, and since when the first does; `nil`
    /// when something of it may not be, or nothing hinders.
    func probe(
        for model: String?, of account: borrowing Account, now: Instant
    ) -> (since: Instant, next: Instant)? {
        var (since, next) = (Instant.distantFuture, Instant(nanoseconds: 0))
        func add(_ plan: ProbePlan) {
            since = min(since, plan.since)
            next = max(next, plan.next)
        }
        if isPastCredentialEnd(now) { return nil }
        switch status {
        case .active: break
        case .refreshing: return nil
        case .expired, .suspended: if let loginProbes { add(loginProbes) }
        }
        for window in windows where window.hinders(model, account, now: now) { add(window.probes) }
        for cooldown in cooldowns where cooldown.hinders(model, now: now) {
            guard cooldown.reason != .modelUnsupported else { return nil }
            add(cooldown.probes)
        }
        return since == .distantFuture || next == .distantFuture ? nil : (since, next)
    }

    /// Plans the next probe of all that hinders a model.
    mutating func takeProbe(for model: String?, of account: Account, now: Instant) {
        for place in windows.indices where windows[place].hinders(model, account, now: now) {
            windows[place].probes.take(at: now)
        }
        for place in cooldowns.indices where cooldowns[place].hinders(model, now: now) {
            cooldowns[place].probes.take(at: now)
        }
        if status != .active { loginProbes?.take(at: now) }
    }

    /// The next instant at which a block that lasts may be tested; the distant future when none is
    /// to be.
    func nextProbe(
        of account: borrowing Account, after earliest: Instant, now: Instant
    ) -> Instant {
        var next = Instant.distantFuture
        func add(_ plan: ProbePlan) { if plan.next > earliest { next = min(next, plan.next) } }
        for window in windows where window.excludes(from: account.maxUsedPercent, at: now) {
            add(window.probes)
        }
        for cooldown in cooldowns where cooldown.blocks(at: now) { add(cooldown.probes) }
        if status != .active, let loginProbes { add(loginProbes) }
        return next
    }

    private func isPastCredentialEnd(_ now: Instant) -> Bool {
        credentialEnd.map { $0 <= now } ?? false
    }
}

extension QuotaWindow {
    fileprivate func hinders(
        _ model: String?, _ account: borrowing Account, now: Instant
    ) -> Bool {
        excludes(from: account.maxUsedPercent, at: now) && AccountRecords.concerns(models, model)
            && !account.ignoredWindows.contains(name)
    }
}

extension Cooldown {
    fileprivate func hinders(_ model: String?, now: Instant) -> Bool {
        blocks(at: now) && AccountRecords.concerns(models, model)
    }
}
