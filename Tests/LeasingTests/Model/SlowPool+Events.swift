import Leasing

extension SlowPool {
    /// Takes over what the pool has learnt, and notes which accounts begin to rest by it.
    mutating func learn(_ summaries: [AccountSummary], now: Instant) {
        for summary in summaries {
            entries[summary.account.id]?.account = summary.account
            entries[summary.account.id]?.records = summary.records
            learnLimits(of: summary.account.id, now)
        }
        for id in Self.ids where entries[id] != nil {
            let isResting = isResting(id, now)
            if isResting, entries[id]?.isResting == false { rest(id) }
            entries[id]?.isResting = isResting
        }
    }

    private func isResting(_ id: String, _ now: Instant) -> Bool {
        standing(id, Wish(provider: ""), now, ignoringAllowances: true).isEmpty
    }

    private mutating func noteLoad(of id: String, now: Instant) {
        rest(id)
        let isResting = isResting(id, now)
        entries[id]?.isResting = isResting
    }

    /// Puts an account behind all others of its load.
    private mutating func rest(_ id: String) {
        let number = tick()
        entries[id]?.restsSince = number
    }

    /// Does what is due at an instant, in the order that the pool promises.
    mutating func settle(at now: Instant, _ summaries: [AccountSummary]) {
        for shadow in shadows where shadow.end <= now {
            rest(shadow.account)
        }
        shadows.removeAll { $0.end <= now }
        learn(summaries, now: now)
        let due = leases.indices.filter { leases[$0].isLive && leases[$0].end <= now }
        for place in due.sorted(by: { leases[$0].slot < leases[$1].slot }) {
            end(place, as: .expired, now: now)
        }
        serve(now: now)
        refuseHopeless(now: now)
        for waiter in waiters where waiter.deadline <= now {
            let isTimeout = waiter.wish.timeout < waiter.wish.wait
            let counts = refusal(of: waiter.wish, since: waiter.since, now)
            refuse(waiter, isTimeout ? .deadline : counts)
        }
    }

    /// Lets a request wait: a client without another goes behind all that have one.
    mutating func wait(_ waiter: Waiter) {
        let provider = waiter.wish.provider
        let clients = turnsToWait[provider, default: []].filter { client in
            waiters.contains { $0.holder == client && isOrdinary($0, provider) }
        }
        waiters.append(waiter)
        let isKnown = waiter.wish.isRepeat || clients.contains(waiter.holder)
        turnsToWait[provider] = clients + (isKnown ? [] : [waiter.holder])
    }

    /// Gives what is available to those who wait: repeated requests, then client by client.
    mutating func serve(now: Instant) {
        for provider in providers {
            for waiter in waiters where waiter.wish.provider == provider && waiter.wish.isRepeat {
                _ = serve(waiter, now)
            }
            var place = 0
            while let clients = turnsToWait[provider], place < clients.count {
                let own = waiters.filter { waiter in
                    waiter.holder == clients[place] && isOrdinary(waiter, provider)
                }
                if own.contains(where: { serve($0, now) }) {
                    turnsToWait[provider]?.remove(at: place)
                    if own.count > 1 { turnsToWait[provider]?.append(clients[place]) }
                } else {
                    place += 1
                }
            }
        }
    }

    private func isOrdinary(_ waiter: Waiter, _ provider: String) -> Bool {
        waiter.wish.provider == provider && !waiter.wish.isRepeat
    }

    /// Serves one who waits, if that can be; answers whether.
    private mutating func serve(_ waiter: Waiter, _ now: Instant) -> Bool {
        guard mayLease(waiter.uid), let account = choice(for: waiter.wish, now: now) else {
            return false
        }
        waiters.removeAll { $0.ticket == waiter.ticket }
        outcomes.append(
            .granted(
                waiter.ticket, account: account, poolSize: serving(waiter.wish).count,
                waited: now - waiter.since))
        grant(account, waiter.wish, uid: waiter.uid, holder: waiter.holder, now: now)
        return true
    }

    /// Makes a lease, whose name and number the pool has yet to tell.
    mutating func grant(
        _ account: String, _ wish: Wish, uid: UInt32, holder: HolderID, now: Instant
    ) {
        guard let entry = entries[account] else { return }
        leases.append(
            SlowLease(entry, wish, uid: uid, holder: holder, since: tick(), now: now))
        let provider = entry.account.provider
        let serving = serving(Wish(provider: provider, model: wish.model))
        let number = tick()
        turns[provider]?.lend(entry.account, serving: serving, number: number)
        noteLoad(of: account, now: now)
    }

    mutating func refuseHopeless(now: Instant) {
        for waiter in waiters where !hasHope(waiter.wish, until: waiter.deadline, now) {
            refuse(waiter, refusal(of: waiter.wish, since: waiter.since, now))
        }
    }

    private mutating func refuse(_ waiter: Waiter, _ refusal: Refusal) {
        waiters.removeAll { $0.ticket == waiter.ticket }
        outcomes.append(.refused(waiter.ticket, refusal))
    }

    mutating func end(_ place: Int, as end: Lease.End, now: Instant) {
        let account = leases[place].account
        leases[place].state = .ended(end, at: now)
        noteLoad(of: account, now: now)
        if leases[place].isFailing {
            shadows.append(Shadow(account: account, end: now + .seconds(2)))
        }
        guard entries[account]?.isListed == false, inFlight(of: account) == 0 else { return }
        entries[account] = nil
        shadows.removeAll { $0.account == account }
    }
}
