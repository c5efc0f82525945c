import Leasing
import Seeding
import Testing

extension PoolHistory {
    /// Lets time pass, stopping wherever the pool has something to do.
    mutating func pass() throws {
        let lengths: [Int64] = [1, 50, 500, 2000, 5000, 20_000, 31_000]
        let length = random.once(in: 60) ? 3_600_000 : random.pick(lengths)
        let target = now + .milliseconds(Int64(random.below(Int(length)) + 1))
        while let due = pool.nextDeadline, due <= target {
            expect(due > now)
            now = due
            pool.advance(to: now)
            if hasLentProbe { return isOver = true }
            slow.settle(at: now, summaries)
            matchSettlements()
        }
        now = target
        pool.advance(to: now)
        expect(pool.takeSettlements().isEmpty)
    }

    mutating func connect() {
        let uid: UInt32 = random.pick([1000, 1001])
        let name = random.once(in: 2) ? InstanceName(uid: uid, name: "instance") : nil
        let holder = pool.connect(uid: uid, instance: name)
        slow.connections[holder, default: 0] += 1
        holders.append((holder, uid))
        guard name != nil else { return }
        let held = slow.leases.indices.filter {
            slow.leases[$0].holder == holder && slow.leases[$0].isLive
        }
        let orphans = held.filter { slow.leases[$0].state != .active }
        expect(pool.resume(holder, now: now) == orphans.count)
        for lease in orphans { slow.leases[lease].state = .active }
        departed.removeAll { $0 == holder }
    }

    mutating func disconnect() throws {
        guard holders.count > 1 else { return }
        let (holder, _) = holders.remove(at: random.below(holders.count))
        let connections = (slow.connections[holder] ?? 0) - 1
        slow.connections[holder] = connections
        let held = slow.leases.indices.filter {
            slow.leases[$0].holder == holder && slow.leases[$0].isLive
        }
        let isLast = connections == 0
        expect(pool.disconnect(holder, now: now) == (isLast && !held.isEmpty))
        guard isLast else { return }
        slow.waiters.removeAll { $0.holder == holder }
        for lease in held { slow.leases[lease].state = .orphaned(until: now + .seconds(5)) }
        departed.append(holder)
    }

    mutating func endProcess() throws {
        guard let holder = (departed + holders.map(\.id)).randomElement(using: &random) else {
            return
        }
        pool.processEnded(of: holder, now: now)
        guard slow.connections[holder] == 0 else { return }
        let held = slow.leases.indices.filter {
            slow.leases[$0].holder == holder && slow.leases[$0].isLive
        }
        for lease in held.sorted(by: { slow.leases[$0].heldSince > slow.leases[$1].heldSince }) {
            slow.end(lease, as: .expired, now: now)
        }
        slow.serve(now: now)
    }

    private mutating func randomAccount(_ id: String) -> Account {
        var account = Account(id: id, provider: random.pick(["p", "p", "q"]))
        account.models = random.pick([[], [], ["a-*"], ["b"], ["a-1", "b"]]).map {
            ModelPattern($0)
        }
        account.maxInFlight = random.below(3) + 1
        account.priority = random.pick([100, 100, 200])
        account.isEnabled = !random.once(in: 12)
        account.isDraining = random.once(in: 12)
        account.canRefresh = random.once(in: 2)
        account.ignoredWindows = random.once(in: 3) ? ["code_review"] : []
        if random.once(in: 3) { account.maxUsedPercent = 90 }
        if random.once(in: 6) {
            account.credentialExpiresAt = moment.unix + .seconds(Int64(random.below(600)))
        }
        return account
    }

    /// Takes another inventory: some accounts as they were, some changed, some gone, some new.
    mutating func reload() {
        var accounts: [Account] = []
        for id in SlowPool.ids {
            let former = inventory.first { $0.id == id }
            if let former, !random.once(in: 3) {
                accounts.append(former)
            } else if !random.once(in: 3) {
                var account = randomAccount(id)
                // The generation belongs to the credential, whatever else is changed.
                account.generation = slow.entries[id]?.account.generation ?? 1
                if random.once(in: 4) { account.generation += 1 }
                accounts.append(account)
            }
        }
        for place in accounts.indices {
            guard let known = slow.entries[accounts[place].id]?.account.generation else { continue }
            accounts[place].generation = max(accounts[place].generation, known)
        }
        forgetSettings(for: accounts)
        inventory = accounts
        if random.once(in: 3) { strategies["p"] = random.pick(Self.strategies) }
        pool.adopt(accounts, strategies: strategies, now: moment)
        mirrorReload(accounts.map(inForce))
        expectSettings()
    }

    private mutating func mirrorReload(_ accounts: [Account]) {
        let former = Dictionary(
            uniqueKeysWithValues: ["p", "q"].map { ($0, slow.members(of: $0)) })
        for id in slow.entries.keys { slow.entries[id]?.isListed = false }
        for account in accounts {
            let former = slow.entries[account.id]
            var entry = former ?? SlowPool.Entry(account: account, incarnation: slow.tick())
            entry.isListed = true
            if let former,
                former.account.provider != account.provider
                    || former.account.priority != account.priority
            {
                // It leaves the tier it was in, and enters another at its end.
                entry.isResting = false
            }
            if let former, former.account.provider != account.provider {
                entry.clearings = [(nil, lastFence + 1)]
                (entry.limits, entry.allowances) = ([], [])
            }
            entry.account = account
            slow.entries[account.id] = entry
            if !slow.providers.contains(account.provider) {
                slow.providers.append(account.provider)
            }
        }
        for provider in ["p", "q"] {
            if slow.turns[provider]?.strategy != strategies[provider] ?? .leastBusy {
                // All rest anew.
                for id in slow.members(of: provider) { slow.entries[id]?.isResting = false }
            }
            slow.turns[provider, default: SlowTurns()].renew(
                strategies[provider] ?? .leastBusy, accounts.filter { $0.provider == provider },
                wereMembers: former[provider] ?? [])
        }
        endUnlistedAndDisabled()
        slow.learn(summaries, now: now)
        slow.serve(now: now)
        slow.refuseHopeless(now: now)
    }

    private mutating func endUnlistedAndDisabled() {
        for place in slow.leases.indices where slow.leases[place].isLive {
            let entry = slow.entries[slow.leases[place].account]
            guard let entry, entry.isListed, !entry.account.isEnabled else { continue }
            slow.end(place, as: .revoked, now: now)
        }
        for id in slow.entries.keys {
            guard slow.entries[id]?.isListed == false, slow.inFlight(of: id) == 0 else {
                continue
            }
            slow.entries[id] = nil
            slow.shadows.removeAll { $0.account == id }
        }
        for id in slow.entries.keys where slow.entries[id]?.isListed == false {
            slow.forgetLimits(of: id)
        }
    }
}
