package import Leasing

extension Service {
    /// Takes an inventory in place of the one before; leases and what was learnt stay.
    ///
    /// A credential that differs from the one before gets the next generation: somebody has logged
    /// in again.
    ///
    /// - Parameters:
    ///   - cause: whose act it is; `nil` when it is nobody's.
    ///   - kept: what was kept of accounts that are new here, by their ids.
    /// - Returns: how many accounts came, went, or are described otherwise than before.
    @discardableResult
    package mutating func adopt(
        _ inventory: Inventory, because cause: Provenance? = nil,
        remembering kept: [String: KeptAccount] = [:], now: Moment
    ) -> Int {
        // What was granted before is told while it is known how: by then its lease may have ended,
        // and its account be gone.
        startedAt = startedAt ?? now.unix
        pool.advance(to: now.instant)
        settle(now: now)
        let isFirst = revision == 0
        let statuses = isFirst ? [:] : accountStatuses(now: now)
        var entries = inventory.entries
        var memories: [AccountMemory] = []
        for place in entries.indices {
            if let memory = takeUp(&entries[place], kept) { memories.append(memory) }
        }
        pool.adopt(
            entries.map(\.account), strategies: inventory.strategies, remembering: memories,
            now: now)
        let changed = takeEntries(entries)
        forgetLendings()
        for entry in entries {
            guard let number = pool.index(of: entry.account.id)?.number else { continue }
            while lendings.count <= number { lendings.append(nil) }
            lendings[number] = Lending(entry)
            credentials[entry.account.id] = entry.credential
            generations[entry.account.id] = entry.account.generation
        }
        revision += 1
        if !isFirst {
            let cause = cause ?? Provenance(rule: "inventory.reloaded", at: now.instant)
            pool.note(.inventoryReloaded(accounts: listed.count, changed: changed, cause))
            noteReload(statuses, now: now)
        }
        settle(now: now)
        return changed
    }

    /// Remembers what the inventory says; answers how much of it is new.
    private mutating func takeEntries(_ entries: [Inventory.Entry]) -> Int {
        let former = listed
        // Of two entries for one account the first counts.
        listed = Dictionary(entries.map { ($0.account.id, $0) }) { first, _ in first }
        let gone = former.keys.count { listed[$0] == nil }
        return gone
            + listed.values.count { entry in
                former[entry.account.id].map { !$0.isSame(as: entry) } ?? true
            }
    }

    /// Remembers that the inventory was read anew, and whose status that has changed.
    private mutating func noteReload(_ formerStatuses: [String: String], now: Moment) {
        noteFacts(now: now)
        for (account, status) in accountStatuses(now: now).sorted(by: { $0.key < $1.key }) {
            guard let former = formerStatuses[account], former != status else { continue }
            noteStatus(
                status, of: account, because: "inventory", rule: "inventory.reloaded", now: now)
        }
    }

    /// Where each account stands, by its id.
    private func accountStatuses(now: Moment) -> [String: String] {
        let accounts = pool.accountSummaries(
            provider: nil, model: nil, after: nil, limit: .max, now: now.instant)
        return Dictionary(
            accounts.map { ($0.account.id, $0.records.status.name(of: $0.account)) },
            uniquingKeysWith: { first, _ in first }
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

    /// Gives an account's credential its number; answers what was kept of one that is new here.
    private func takeUp(
        _ entry: inout Inventory.Entry, _ kept: [String: KeptAccount]
    ) -> AccountMemory? {
        guard pool.index(of: entry.account.id) == nil, let kept = kept[entry.account.id],
            kept.memory.provider == entry.account.provider
        else {
            number(&entry)
            return nil
        }
        let generation = kept.memory.generation
        entry.account.generation = kept.hasSameCredential ? generation : generation + 1
        return kept.memory
    }

    private func number(_ entry: inout Inventory.Entry) {
        guard let former = generations[entry.account.id] else { return }
        let isSame = credentials[entry.account.id] == entry.credential
        entry.account.generation = isSame ? former : former + 1
    }

    /// Whether there is an account of an id.
    package func knows(_ account: String) -> Bool { pool.index(of: account) != nil }

    /// How many accounts there are.
    package var accountCount: Int { pool.accountCount }
}

/// What was kept of an account, and whether the inventory has the credential still with which it
/// was learnt.
package struct KeptAccount: Sendable {
    /// What was kept.
    package let memory: AccountMemory
    /// Whether nobody has logged in again since.
    package let hasSameCredential: Bool

    /// Puts it together.
    package init(memory: AccountMemory, hasSameCredential: Bool) {
        self.memory = memory
        self.hasSameCredential = hasSameCredential
    }
}

extension Inventory.Entry {
    /// Whether another entry says the same of its account.
    fileprivate func isSame(as other: Inventory.Entry) -> Bool {
        account == other.account && baseURL == other.baseURL && credential == other.credential
            && headers == other.headers
    }
}
