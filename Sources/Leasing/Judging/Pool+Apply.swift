extension Pool {
    /// Takes a finding into the records of its account.
    mutating func apply(_ bearing: Bearing) {
        let account = bearing.account
        leases[bearing.slot].isFailing = bearing.finding.category.isWorthRetrying
        count(bearing)
        var hasChanged = false
        for reading in bearing.finding.readings where take(reading, bearing) { hasChanged = true }
        if !bearing.finding.readings.isEmpty { note(.records, of: account) }
        if bearing.finding.isCharged {
            charge(bearing)
            hasChanged = true
        } else if bearing.finding.category == .ok, praise(bearing) {
            hasChanged = true
        }
        guard hasChanged else { return }
        refile(account, now: bearing.now.instant)
        offer(account, now: bearing.now.instant)
        offerProbe(of: loads[account].group, now: bearing.now.instant)
        refuseHopeless(of: loads[account].group, now: bearing.now.instant)
    }

    /// Enters a failure that is the account's.
    private mutating func charge(_ bearing: Bearing) {
        switch bearing.finding.category {
        case .quotaExhausted:
            exhaust(bearing)
        case .authExpired, .authRevoked, .accountSuspended:
            refuseCredential(bearing)
        case .cloudflarePathBlock:
            countPathBlock(bearing)
        case .transient where !hasOtherSurvivor(bearing, now: bearing.now.instant):
            pauseLastSurvivor(bearing)
        case .rateLimited, .validationRequired, .permissionDenied, .modelUnsupported, .overloaded,
            .transient, .emptyResponse, .cloudflareChallenge:
            pause(bearing)
        case .ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked:
            break
        }
    }

    private mutating func count(_ bearing: Bearing) {
        let finding = bearing.finding
        if finding.category == .ok {
            groups[loads[bearing.account].group].budget.countSuccess(now: bearing.now.instant)
        }
        guard !leases[bearing.slot].isInternal else { return }
        note(.counts, of: bearing.account)
        if finding.category == .ok {
            accounts[bearing.account].records.successes += 1
        } else if finding.isCharged {
            accounts[bearing.account].records.failures += 1
            accounts[bearing.account].records.lastError = provenance(bearing)
        }
    }

    func provenance(_ bearing: Bearing) -> Provenance {
        Provenance(
            rule: bearing.finding.rule, status: bearing.report.status,
            lease: leases[bearing.slot].id, uid: leases[bearing.slot].uid,
            at: bearing.now.instant)
    }

    /// A success ends the pauses of its model that opened before its lease was granted, and with
    /// them their levels. A quota is not a pause: only its reset, a probe or better news ends it.
    ///
    /// - Returns: whether there were any.
    private mutating func praise(_ bearing: Bearing) -> Bool {
        forgiveRefusals(bearing)
        let hasEnded = endBlocks(after: bearing)
        let account = bearing.account
        guard !accounts[account].records.cooldowns.isEmpty else { return hasEnded }
        let former = accounts[account].records.cooldowns
        let (fence, model) = (leases[bearing.slot].fence, leases[bearing.slot].model)
        func isEnded(_ cooldown: Cooldown) -> Bool {
            let concerns = cooldown.models.map { model.map($0.matches) ?? false } ?? true
            return concerns && fence >= cooldown.openedFence
        }
        accounts[account].records.cooldowns.removeAll(where: isEnded)
        let id = accounts[account].account.id
        for cooldown in former where isEnded(cooldown) && cooldown.blocks(at: bearing.now.instant) {
            facts.append(.cooldownCleared(cooldown, account: id, provenance(bearing)))
        }
        return hasEnded || accounts[account].records.cooldowns.count < former.count
    }

    /// Three empty 404s within an hour: the path is closed to this account.
    private mutating func countPathBlock(_ bearing: Bearing) {
        let now = bearing.now.instant
        let account = bearing.account
        accounts[account].records.pathBlocks.removeAll { now - $0 > Limits.pathBlockSpan }
        accounts[account].records.pathBlocks.append(now)
        // Whoever has disabled it is to find it able when he enables it again.
        guard accounts[account].records.pathBlocks.count >= Limits.pathBlocksBeforeDisabling,
            accounts[account].account.isEnabled
        else { return }
        accounts[account].records.pathBlocks = []
        accounts[account].records.disabledBy = provenance(bearing)
        facts.append(.disabled(account: accounts[account].account.id, provenance(bearing)))
    }

    /// The last account that could serve is not sent away for half a minute by one bad answer.
    private mutating func pauseLastSurvivor(_ bearing: Bearing) {
        let models = leases[bearing.slot].model.map(ModelPattern.exactly)
        let end = bearing.now.instant + Limits.lastSurvivorPause
        open(.transient, models: models, until: end, bearing)
    }
}

extension Finding {
    /// Whether it is a failure that the account has to answer for.
    var isCharged: Bool {
        switch category {
        case .rateLimited, .quotaExhausted, .authExpired, .authRevoked, .accountSuspended,
            .validationRequired, .permissionDenied, .modelUnsupported, .cloudflareChallenge,
            .cloudflarePathBlock:
            true
        case .transient, .overloaded, .emptyResponse:
            block != .none && scope != .none
        case .ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked:
            false
        }
    }
}
