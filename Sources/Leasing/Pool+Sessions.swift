extension Pool {
    /// What a session's account is to a wish.
    enum Affinity {
        /// There is none that counts: the request is like any other.
        case none
        /// It is to be lent.
        case take(Int)
        /// It is merely busy, and worth a short wait.
        case await(Int)
    }

    /// What the account that a wish's session had is to it.
    ///
    /// It is preferred to a better tier that has recovered. One that the request excludes, or that
    /// is busy while the request does not wait, lets it spill over to another; one that is blocked
    /// is the session's no more.
    func affinity(
        of wish: Wish, _ models: ModelIndex.Entry, in group: Int, now: Instant
    ) -> Affinity {
        guard let session = wish.session, wish.account == nil,
            let account = sessionAccount(session, now: now), loads[account].group == group
        else { return .none }
        switch presentState(of: account, for: wish, now: now).0 {
        case .available: return .take(account)
        case .atCapacity: return wish.wait > .zero ? .await(account) : .none
        case .disabled, .draining, .authFailed, .modelUnsupported, .excluded, .halfOpen, .quota,
            .cooldown:
            return .none
        }
    }

    /// Notes whose account a granted one is. A spill leaves the session where it was.
    mutating func noteSession(of wish: Wish, granted account: Int, now: Instant) {
        guard let session = wish.session else { return }
        var own = account
        if let former = sessionAccount(session, now: now), former != account {
            switch presentState(of: former, for: wish, now: now).0 {
            case .available, .atCapacity, .excluded: own = former
            case .disabled, .draining, .authFailed, .modelUnsupported, .halfOpen, .quota,
                .cooldown:
                break
            }
        }
        let index = AccountIndex(number: own, serial: accounts[own].serial)
        sessions.use(session, of: index, now: now)
    }

    private func sessionAccount(_ session: SessionName, now: Instant) -> Int? {
        guard let index = sessions.account(of: session, now: now), isKnown(index),
            accounts[index.number].isListed
        else { return nil }
        return index.number
    }

    /// Lets a waiter that held out for its session's account take any; answers whether one was
    /// there.
    mutating func unpin(_ number: Int, now: Instant) -> Bool {
        waiters.unpin(number)
        guard let waiter = waiters[number] else { return false }
        waiterDeadlines.set(number, to: waiter.deadline)
        guard mayLease(waiter.uid) else { return false }
        let models = modelEntry(waiter.wish.model, in: waiter.group)
        guard let account = pick(waiter.wish, models, in: waiter.group, now: now) else {
            return false
        }
        serve(number, waiter, account, poolSize: models.count, now: now)
        return true
    }

    /// Lets go of the accounts that a new block has made worthless to those who hold out for them.
    mutating func unpinLost(of group: Int, now: Instant) {
        guard waiters.pinnedCount > 0 else { return }
        for number in waiters.numbers(in: groups[group].queue) {
            if let waiter = waiters[number], waiter.pinEnd != nil {
                switch hope(for: waiter.wish, in: group, now: now) {
                case .anyTime: break
                case .at: _ = unpin(number, now: now)
                }
            }
        }
    }
}
