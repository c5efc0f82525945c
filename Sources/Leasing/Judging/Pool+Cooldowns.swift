extension Pool {
    /// Opens or lengthens the pause that a finding asks for.
    mutating func pause(_ bearing: Bearing, _ account: Int, _ lease: Lease) {
        guard let models = bearing.finding.scope.models else { return }
        let reason = bearing.finding.category
        switch bearing.finding.block {
        case .none:
            return
        case .until(let time, _):
            let limit = bearing.now.instant + Limits.longestBlock
            let end = min(bearing.now.instant(of: time), limit)
            open(reason, models: models, until: end, bearing, account, lease)
        case .indefinite:
            open(reason, models: models, until: nil, bearing, account, lease)
        case .ladder(let ladder):
            climb(ladder, models: models, bearing, account, lease)
        }
    }

    /// Opens a pause that ends at an instant, or until somebody acts; one that lasts longer stays.
    mutating func open(
        _ reason: Finding.Category, models: ModelPattern?, until end: Instant?,
        level: Int? = nil, _ bearing: Bearing, _ account: Int, _ lease: Lease
    ) {
        let now = bearing.now.instant
        var cooldown =
            cooldown(reason, models, of: account, now: now)
            ?? Cooldown(
                models: models, reason: reason, until: now, level: 0, openedAt: now,
                openedFence: nextFence, provenance: provenance(bearing, lease))
        let isLonger = (end ?? .distantFuture) > cooldown.blockEnd
        if let level { cooldown.level = level }
        if isLonger || !cooldown.blocks(at: now) {
            cooldown.until = end
            cooldown.provenance = provenance(bearing, lease)
            cooldown.openedAt = now
            cooldown.openedFence = nextFence
        }
        keep(cooldown, of: account, now: now)
        guard isLonger else { return }
        facts.append(.cooldown(cooldown, account: accounts[account].account.id))
    }

    /// Takes the ladder's next step, unless the failure belongs to the burst that took the last
    /// one: its lease is older than the pause.
    private mutating func climb(
        _ ladder: Block.Ladder, models: ModelPattern?, _ bearing: Bearing, _ account: Int,
        _ lease: Lease
    ) {
        let now = bearing.now.instant
        let reason = bearing.finding.category
        let known = cooldown(reason, models, of: account, now: now)
        if let known, lease.fence < known.openedFence { return }
        let level = known?.level ?? 0
        let step = ladder.step(level)
        let jitter = Interval(nanoseconds: Int64(bearing.chance % UInt64(step.nanoseconds / 10)))
        let end = now + step + jitter
        open(reason, models: models, until: end, level: level + 1, bearing, account, lease)
    }

    /// The pause that is remembered for a reason and some models.
    private func cooldown(
        _ reason: Finding.Category, _ models: ModelPattern?, of account: Int, now: Instant
    ) -> Cooldown? {
        accounts[account].records.cooldowns.first {
            $0.reason == reason && $0.models == models && $0.forgottenAt > now
        }
    }

    /// Keeps a pause in place of the one it continues; the one that ends first makes room when an
    /// account has too many.
    private mutating func keep(_ cooldown: Cooldown, of account: Int, now: Instant) {
        accounts[account].records.cooldowns.removeAll {
            $0.reason == cooldown.reason && $0.models == cooldown.models
        }
        accounts[account].records.cooldowns.append(cooldown)
        let records = accounts[account].records.cooldowns
        guard records.count > Limits.modelRecordsPerAccount,
            let first = records.indices.min(by: { records[$0].blockEnd < records[$1].blockEnd })
        else { return }
        accounts[account].records.cooldowns.remove(at: first)
    }
}

extension Finding.Scope {
    /// The models of a record with this scope: `.some(nil)` is the whole account, `nil` none of it.
    var models: ModelPattern?? {
        switch self {
        case .none: nil
        case .account: .some(nil)
        case .models(let pattern): .some(pattern)
        }
    }
}
