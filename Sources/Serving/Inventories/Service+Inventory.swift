package import Leasing

extension Service {
    /// Takes an inventory in place of the one before; leases and what was learnt stay.
    ///
    /// A credential that differs from the one before gets the next generation: somebody has logged
    /// in again.
    package mutating func adopt(_ inventory: Inventory, now: Moment) {
        // What was granted before is told while it is known how: by then its lease may have ended,
        // and its account be gone.
        pool.advance(to: now.instant)
        settle(now: now)
        let isFirst = revision == 0
        let statuses = isFirst ? [:] : accountStatuses(now: now)
        var entries = inventory.entries
        for place in entries.indices { number(&entries[place]) }
        pool.adopt(entries.map(\.account), strategies: inventory.strategies, now: now)
        forgetLendings()
        for entry in entries {
            guard let number = pool.index(of: entry.account.id)?.number else { continue }
            while lendings.count <= number { lendings.append(nil) }
            lendings[number] = Lending(entry)
            credentials[entry.account.id] = entry.credential
            generations[entry.account.id] = entry.account.generation
        }
        revision += 1
        settle(now: now)
        if !isFirst { noteReload(statuses, now: now) }
    }

    /// Remembers that the inventory was read anew, and whose status that has changed.
    private mutating func noteReload(_ formerStatuses: [String: String], now: Moment) {
        var reload = Event(.inventoryReloaded, at: now.unix)
        reload.count = pool.accountCount
        events.append(reload)
        for (account, status) in accountStatuses(now: now).sorted(by: { $0.key < $1.key }) {
            guard let former = formerStatuses[account], former != status else { continue }
            var event = Event(.accountStatusUpdate, at: now.unix)
            event.account = account
            event.provider = pool.index(of: account).flatMap { lendings[$0.number]?.provider }
            event.status = status
            (event.reason, event.rule) = ("inventory", "inventory.reloaded")
            events.append(event)
        }
    }

    /// Where each account stands, by its id.
    private func accountStatuses(now: Moment) -> [String: String] {
        let accounts = pool.accountSummaries(
            provider: nil, model: nil, after: nil, limit: .max, now: now.instant)
        return Dictionary(
            accounts.map { ($0.account.id, $0.statusName) }, uniquingKeysWith: { first, _ in first }
        )
    }

    /// Forgets what was needed to lend accounts that are gone. One that only the inventory has left
    /// out is known as long as a lease of it runs, which may be renewed, reported on, or asked for
    /// again by its key.
    private mutating func forgetLendings() {
        for number in lendings.indices {
            guard let lending = lendings[number],
                pool.index(of: lending.account)?.number != number
            else { continue }
            lendings[number] = nil
        }
    }

    private func number(_ entry: inout Inventory.Entry) {
        guard let former = generations[entry.account.id] else { return }
        let isSame = credentials[entry.account.id] == entry.credential
        entry.account.generation = isSame ? former : former + 1
    }

    /// How many accounts there are.
    package var accountCount: Int { pool.accountCount }
}
