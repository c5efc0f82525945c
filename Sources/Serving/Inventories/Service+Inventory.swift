package import Leasing

extension Service {
    /// Takes an inventory in place of the one before; leases and what was learnt stay.
    ///
    /// A credential that differs from the one before gets the next generation: somebody has logged
    /// in again.
    package mutating func adopt(_ inventory: Inventory, now: Moment) {
        var entries = inventory.entries
        for place in entries.indices { number(&entries[place]) }
        pool.adopt(entries.map(\.account), now: now)
        lendings = lendings.map { _ in nil }
        for entry in entries {
            guard let number = pool.index(of: entry.account.id)?.number else { continue }
            while lendings.count <= number { lendings.append(nil) }
            lendings[number] = Lending(entry)
            credentials[entry.account.id] = entry.credential
        }
        revision += 1
        settle(now: now)
    }

    private func number(_ entry: inout Inventory.Entry) {
        guard let index = pool.index(of: entry.account.id), index.number < lendings.count,
            let former = lendings[index.number]
        else { return }
        let isSame = credentials[entry.account.id] == entry.credential
        entry.account.generation = isSame ? former.generation : former.generation + 1
    }

    /// How many accounts there are.
    package var accountCount: Int { pool.accountCount }
}
