import Leasing
import Seeding
import Testing

extension PoolHistory {
    mutating func rotate() throws {
        guard let account = slow.entries.keys.sorted().randomElement(using: &random) else { return }
        let known = slow.entries[account]?.account.generation ?? 0
        let generation = known + random.below(2)
        let end = random.once(in: 2) ? moment.unix + .seconds(Int64(random.below(900))) : nil
        try pool.credentialRotated(
            account: account, generation: generation, expiresAt: end, now: moment)
        if generation > known, slow.entries[account]?.isListed == false {
            slow.entries[account]?.account.generation = generation
        }
        slow.learn(summaries, now: now)
        slow.serve(now: now)
        if generation > known { slow.refuseHopeless(now: now) }
    }

    mutating func failRefresh() throws {
        guard let account = slow.entries.keys.sorted().randomElement(using: &random) else { return }
        try pool.refreshFailed(account: account, permanently: random.once(in: 2), now: now)
        slow.learn(summaries, now: now)
        slow.refuseHopeless(now: now)
    }

    mutating func toggleKeeper() {
        hasKeeper.toggle()
        pool.attachKeeper(hasKeeper)
    }

    mutating func clear() throws {
        guard let account = slow.entries.keys.sorted().randomElement(using: &random) else { return }
        let model = random.once(in: 2) ? "a-1" : nil
        _ = try pool.clearBlocks(of: account, model: model, now: now)
        slow.entries[account]?.clearings.append((model, lastFence + 1))
        slow.forgetLimits(of: account)
        slow.learn(summaries, now: now)
        slow.serve(now: now)
        slow.refuseHopeless(now: now)
    }
}
