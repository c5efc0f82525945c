/// A caller's affinity key: requests that carry the same prefer the same account.
package struct SessionName: Hashable, Sendable {
    /// The uid it belongs to.
    package let uid: UInt32
    /// The client's name; empty when it has not said one.
    package let client: String
    /// The key, as the caller gave it.
    package let key: String

    /// Names a session; those of other users and of other clients are others.
    package init(uid: UInt32, client: String, key: String) {
        self.uid = uid
        self.client = client
        self.key = key
    }
}

/// Which account each session had, for as long as it is used.
///
/// A use lengthens its life, so that the time counts idleness. When there are too many, those that
/// were idle longest make room, of the same user first.
struct Sessions {
    private struct Entry {
        var account: AccountIndex
        var end: Instant
    }

    private var entries: [SessionName: Entry] = [:]
    /// The names in the order in which they were first used, or last looked at: one that was used
    /// since goes to the end once more.
    private var order: [(name: SessionName, end: Instant)] = []
    private var oldest = 0
    private var counts: [UInt32: Int] = [:]

    /// How many are remembered.
    var count: Int { entries.count }

    /// The account that a session had, if it has not been idle for too long.
    func account(of name: SessionName, now: Instant) -> AccountIndex? {
        guard let entry = entries[name], entry.end > now else { return nil }
        return entry.account
    }

    /// Notes that a session is used, and which account is its own from now on.
    mutating func use(_ name: SessionName, of account: AccountIndex, now: Instant) {
        let end = now + Limits.sessionIdleTime
        if entries[name] != nil {
            entries[name] = Entry(account: account, end: end)
            return
        }
        forgetIdle(now: now)
        if entries.count >= Limits.sessions { forgetOldest { _ in true } }
        if counts[name.uid, default: 0] >= Limits.sessionsPerUser {
            forgetOldest { $0.uid == name.uid }
        }
        entries[name] = Entry(account: account, end: end)
        counts[name.uid, default: 0] += 1
        order.append((name, end))
    }

    private mutating func forgetIdle(now: Instant) {
        while oldest < order.count, order[oldest].end <= now {
            let name = order[oldest].name
            oldest += 1
            guard let entry = entries[name] else { continue }
            if entry.end > now { order.append((name, entry.end)) } else { forget(name) }
        }
        guard oldest > 1024, oldest * 2 > order.count else { return }
        order.removeFirst(oldest)
        oldest = 0
    }

    /// Forgets the one that was idle longest of those that are meant.
    private mutating func forgetOldest(where isMeant: (SessionName) -> Bool) {
        var least: (name: SessionName, end: Instant)?
        for (name, _) in order[oldest...] where isMeant(name) {
            guard let end = entries[name]?.end else { continue }
            if least.map({ end < $0.end }) ?? true { least = (name, end) }
        }
        if let least { forget(least.name) }
    }

    private mutating func forget(_ name: SessionName) {
        guard entries.removeValue(forKey: name) != nil else { return }
        let count = counts[name.uid, default: 1] - 1
        counts[name.uid] = count > 0 ? count : nil
    }
}
