extension Pool {
    /// What was found for those who ask for no more than a model, while nothing changes: many who
    /// wait for the same are refused together.
    struct Survey {
        struct Key: Hashable {
            let group: Int
            let model: String?
        }

        var hopes: [Key: Hope] = [:]
        var outlooks: [Key: Outlook] = [:]
    }

    /// Refuses those who wait for what a new block has put out of their reach.
    mutating func refuseHopeless(of group: Int, now: Instant) {
        unpinLost(of: group, now: now)
        var known = Survey()
        var latest: (model: String?, hope: Hope)?
        for number in waiters.numbers(in: groups[group].queue) {
            if let latest, waiters[number]?.wish.model == latest.model {
                refuse(number, ifBeyond: latest.hope, &known, now: now)
            } else {
                let model = waiters[number]?.wish.model
                let hope = hope(for: model, in: group, &known, now: now)
                latest = (model, hope)
                refuse(number, ifBeyond: hope, &known, now: now)
            }
        }
    }

    /// Refuses one who waits when what there is to hope for comes too late. One who asks for more
    /// than a model may have less to hope for than others.
    private mutating func refuse(
        _ number: Int, ifBeyond hope: Hope, _ known: inout Survey, now: Instant
    ) {
        guard let deadline = waiters[number]?.deadline else { return }
        if hope.reaches(deadline) {
            guard waiters[number]?.wish.isPicky == true, let waiter = waiters[number] else {
                return
            }
            let own = self.hope(for: waiter.wish, in: waiter.group, now: now)
            guard !own.reaches(deadline) else { return }
        }
        refuse(number, &known, now: now)
    }

    private func hope(
        for model: String?, in group: Int, _ known: inout Survey, now: Instant
    ) -> Hope {
        let key = Survey.Key(group: group, model: model)
        if let hope = known.hopes[key] { return hope }
        let hope = hope(for: Wish(provider: "", model: model), in: group, now: now)
        known.hopes[key] = hope
        return hope
    }

    /// Lets one that held out for its session's account take any; answers whether it is served, or
    /// may wait on.
    private mutating func endHoldingOut(_ number: Int, now: Instant) -> Bool {
        if unpin(number, now: now) { return true }
        guard let waiter = waiters[number], now < waiter.deadline else { return false }
        return hope(for: waiter.wish, in: waiter.group, now: now).reaches(waiter.deadline)
    }

    /// Refuses one whose time is up.
    mutating func endWait(_ number: Int, _ known: inout Survey, now: Instant) {
        guard let pinned = waiters[number] else { return }
        if pinned.pinEnd != nil, endHoldingOut(number, now: now) { return }
        guard let waiter = waiters[number] else { return }
        guard waiter.patienceEnd <= waiter.timeoutEnd else { return refuse(number, .deadline) }
        refuse(number, &known, now: now)
    }

    /// Refuses one who waits, with the counts.
    private mutating func refuse(_ number: Int, _ known: inout Survey, now: Instant) {
        guard let waiter = waiters[number] else { return }
        let outlook = outlook(for: waiter, &known, now: now)
        refuse(number, .noEligibleAccount(outlook, waited: now - waiter.since, now: now))
    }

    private func outlook(
        for waiter: Waiter, _ known: inout Survey, now: Instant
    ) -> Outlook {
        let key = Survey.Key(group: waiter.group, model: waiter.wish.model)
        if !waiter.wish.isPicky, let outlook = known.outlooks[key] { return outlook }
        let outlook = outlook(for: waiter.wish, in: waiter.group, now: now)
        if !waiter.wish.isPicky { known.outlooks[key] = outlook }
        return outlook
    }

    /// Refuses one that waits.
    mutating func refuse(_ number: Int, _ refusal: Refusal) {
        guard let serial = waiters[number]?.serial else { return }
        dismiss(number)
        settle(number, serial, .failure(refusal))
    }
}

extension Refusal {
    /// That nothing is eligible, with what was found.
    static func noEligibleAccount(
        _ outlook: Pool.Outlook, waited: Interval, now: Instant
    ) -> Refusal {
        .noEligibleAccount(
            outlook.counts, retryAfter: outlook.retryAfter(now), waited: waited)
    }
}
