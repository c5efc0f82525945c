extension Pool {
    /// Takes a finding into the records of its account.
    mutating func apply(_ bearing: Bearing) {
        let lease = leases[bearing.slot]
        let account = lease.account.number
        let finding = bearing.finding
        leases[bearing.slot].isFailing = finding.isCharged
        count(finding, bearing, account, lease)
        for reading in finding.readings { take(reading, bearing, account, lease) }
        switch finding.category {
        case .ok:
            groups[loads[account].group].budget.countSuccess(now: bearing.now.instant)
            guard finding.readings.isEmpty, accounts[account].records.cooldowns.isEmpty else {
                clearCooldowns(bearing, account, lease)
                return refileAndServe(account, now: bearing.now.instant)
            }
            return
        case .quotaExhausted:
            exhaust(bearing, account, lease)
        case .authExpired, .authRevoked, .accountSuspended:
            refuseCredential(bearing, account, lease)
        case .cloudflarePathBlock:
            countPathBlock(bearing, account, lease)
        case .transient where !hasOtherSurvivor(lease, now: bearing.now.instant):
            pauseLastSurvivor(bearing, account, lease)
        case .rateLimited, .validationRequired, .permissionDenied, .modelUnsupported, .overloaded,
            .transient, .clientError, .clientCancelled, .prematureClose, .emptyResponse,
            .cloudflareChallenge, .networkBlocked:
            pause(bearing, account, lease)
        }
        guard finding.isCharged || !finding.readings.isEmpty else { return }
        refileAndServe(account, now: bearing.now.instant)
        refuseHopeless(of: loads[account].group, now: bearing.now.instant)
    }

    private mutating func refileAndServe(_ account: Int, now: Instant) {
        refile(account, now: now)
        serveWaiters(of: loads[account].group, now: now)
    }

    private mutating func count(
        _ finding: Finding, _ bearing: Bearing, _ account: Int, _ lease: Lease
    ) {
        guard !lease.isInternal else { return }
        if finding.category == .ok {
            accounts[account].records.successes += 1
        } else if finding.isCharged {
            accounts[account].records.failures += 1
            accounts[account].records.lastError = provenance(bearing, lease)
        }
    }

    func provenance(_ bearing: Bearing, _ lease: Lease) -> Provenance {
        Provenance(
            rule: bearing.finding.rule, status: bearing.report.status, lease: lease.id,
            at: bearing.now.instant)
    }

    /// A success ends the pauses of its model that opened before its lease was granted, and with
    /// them their levels. A quota is not a pause: only its reset or better news ends it.
    private mutating func clearCooldowns(_ bearing: Bearing, _ account: Int, _ lease: Lease) {
        let now = bearing.now.instant
        let cause = provenance(bearing, lease)
        var kept: [Cooldown] = []
        for cooldown in accounts[account].records.cooldowns {
            let concerns = cooldown.models.map { $0.matches(lease.model ?? "") } ?? true
            guard concerns, lease.fence >= cooldown.openedFence else {
                kept.append(cooldown)
                continue
            }
            guard cooldown.blocks(at: now) else { continue }
            let id = accounts[account].account.id
            facts.append(.cooldownCleared(cooldown, account: id, cause))
        }
        accounts[account].records.cooldowns = kept
    }

    /// Three empty 404s within an hour: the path is closed to this account.
    private mutating func countPathBlock(_ bearing: Bearing, _ account: Int, _ lease: Lease) {
        let now = bearing.now.instant
        accounts[account].records.pathBlocks.removeAll { now - $0 > .hours(1) }
        accounts[account].records.pathBlocks.append(now)
        guard accounts[account].records.pathBlocks.count >= Limits.pathBlocksBeforeDisabling else {
            return
        }
        accounts[account].records.pathBlocks = []
        accounts[account].account.isEnabled = false
        facts.append(
            .disabled(account: accounts[account].account.id, provenance(bearing, lease)))
    }

    /// The last account that could serve is not sent away for half a minute by one bad answer.
    private mutating func pauseLastSurvivor(_ bearing: Bearing, _ account: Int, _ lease: Lease) {
        let models = lease.model.map(ModelPattern.init)
        let end = bearing.now.instant + Limits.lastSurvivorPause
        open(.transient, models: models, until: end, bearing, account, lease)
    }
}

extension Finding {
    /// Whether it is a failure that the account has to answer for.
    var isCharged: Bool {
        switch category {
        case .rateLimited, .quotaExhausted, .authExpired, .authRevoked, .accountSuspended,
            .validationRequired, .permissionDenied, .modelUnsupported, .transient,
            .cloudflareChallenge, .cloudflarePathBlock:
            true
        case .overloaded, .emptyResponse:
            block != .none
        case .ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked:
            false
        }
    }
}
