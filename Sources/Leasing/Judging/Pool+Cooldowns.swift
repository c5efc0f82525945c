extension Pool {
    /// Opens or lengthens the pause that a finding asks for.
    mutating func pause(_ bearing: Bearing) {
        guard let models = bearing.finding.scope.models else { return }
        let reason = bearing.finding.category
        switch bearing.finding.block {
        case .none:
            return
        case .until(let time, _):
            open(reason, models: models, until: bearing.instant(of: time), bearing)
        case .indefinite:
            open(reason, models: models, until: nil, bearing)
        case .ladder(let ladder):
            climb(ladder, models: models, bearing)
        }
    }

    /// Opens a pause that ends at an instant, or until somebody acts; one that lasts longer stays.
    mutating func open(
        _ reason: Finding.Category, models: ModelPattern?, until end: Instant?,
        level: Int? = nil, _ bearing: Bearing
    ) {
        let now = bearing.now.instant
        let account = bearing.account
        let place = cooldownPlace(reason, models, of: account, now: now)
        var cooldown =
            place.map { accounts[account].records.cooldowns[$0] }
            ?? Cooldown(
                models: models, reason: reason, until: now, level: 0, openedAt: now,
                openedFence: nextFence, probes: ProbePlan(since: now, until: end),
                provenance: provenance(bearing))
        guard (end ?? .distantFuture) > max(cooldown.blockEnd, now) else { return }
        // A probe has planned the next one of what stood when it went.
        if !leases[bearing.slot].isProbe || !cooldown.blocks(at: now) {
            cooldown.probes = ProbePlan(since: now, until: end)
        }
        cooldown.until = end
        cooldown.level = level ?? cooldown.level
        cooldown.openedAt = now
        cooldown.openedFence = nextFence
        cooldown.provenance = provenance(bearing)
        keep(cooldown, of: account, now: now)
        tallies[loads[account].group].countCooldown(reason)
        facts.append(.cooldown(cooldown, account: accounts[account].account.id))
    }

    /// Takes the ladder's next step, unless the failure belongs to the burst that took the last
    /// one: its lease is older than the pause. A probe takes none: it repeats the last step, where
    /// that is over.
    private mutating func climb(
        _ ladder: Block.Ladder, models: ModelPattern?, _ bearing: Bearing
    ) {
        let now = bearing.now.instant
        let reason = bearing.finding.category
        var level = 0
        if let place = cooldownPlace(reason, models, of: bearing.account, now: now) {
            let known = accounts[bearing.account].records.cooldowns[place]
            guard leases[bearing.slot].fence >= known.openedFence else { return }
            level = known.level
            if leases[bearing.slot].isProbe, known.blocks(at: now) { return }
        }
        let isProbe = leases[bearing.slot].isProbe
        let step = ladder.step(isProbe ? max(0, level - 1) : level)
        let jitter = Interval(nanoseconds: Int64(bearing.chance % UInt64(step.nanoseconds / 10)))
        open(
            reason, models: models, until: now + step + jitter, level: isProbe ? level : level + 1,
            bearing)
    }

    /// The place of the pause that is remembered for a reason and some models.
    private func cooldownPlace(
        _ reason: Finding.Category, _ models: ModelPattern?, of account: Int, now: Instant
    ) -> Int? {
        accounts[account].records.cooldowns.firstIndex {
            $0.reason == reason && $0.models == models && $0.forgottenAt > now
        }
    }

    /// Keeps a pause in place of the one it continues.
    private mutating func keep(_ cooldown: Cooldown, of account: Int, now: Instant) {
        accounts[account].records.cooldowns.removeAll {
            $0.reason == cooldown.reason && $0.models == cooldown.models
        }
        let kept = accounts[account].records.cooldowns
        if kept.count >= Limits.recordsPerAccount {
            let keys = kept.map { EvictionKey($0.models, $0.blocks(at: now) ? $0.blockEnd : nil) }
            accounts[account].records.cooldowns.remove(at: EvictionKey.first(of: keys))
        }
        accounts[account].records.cooldowns.append(cooldown)
    }
}

/// Which of an account's records makes room for a new one: one that holds nothing against anybody,
/// then one of a single model that ends first, and only then one of the whole account.
struct EvictionKey: Comparable {
    private let rank: Int
    private let end: Instant

    /// Ranks a record by the models it concerns and the end of its block; `nil` when it blocks
    /// nothing.
    init(_ models: ModelPattern?, _ blockEnd: Instant?) {
        rank = blockEnd == nil ? 0 : (models == nil ? 2 : 1)
        end = blockEnd ?? Instant(nanoseconds: 0)
    }

    static func < (left: EvictionKey, right: EvictionKey) -> Bool {
        (left.rank, left.end) < (right.rank, right.end)
    }

    /// The place of the smallest of some keys, the earliest of equals.
    static func first(of keys: [EvictionKey]) -> Int {
        keys.indices.min { keys[$0] < keys[$1] } ?? 0
    }
}

extension Pool.Bearing {
    /// The pool's time of what an upstream said, at most the farthest that a block may reach.
    func instant(of time: UnixTime) -> Instant {
        min(now.instant(of: time), now.instant + Limits.longestBlock)
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
