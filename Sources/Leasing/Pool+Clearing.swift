extension Pool {
    /// Drops what is held against an account, or only what is held against one of its models: its
    /// windows are open, its pauses and their levels forgotten, its credential is tried again.
    /// Reports from leases that were granted before bring nothing of it back.
    ///
    /// - Parameter uid: the operator's.
    /// - Returns: how many records were dropped.
    /// - Throws: `unknownAccount` when the pool has no account of this id.
    package mutating func clearBlocks(
        of id: String, model: String? = nil, uid: UInt32? = nil, now: Instant
    ) throws(Refusal) -> Int {
        advance(to: now)
        guard let account = accountNumbers[id] else { throw .unknownAccount }
        let former = accounts[account].records.status
        let count = accounts[account].records.clear(model, fence: nextFence)
        let cause = Provenance(rule: "operator.cleared", uid: uid, at: now)
        facts.append(.blocksCleared(account: id, model: model, count, cause))
        hasIrreplaceableNews = true
        if former != accounts[account].records.status {
            facts.append(.status(.active, reason: .ok, account: id, cause))
        }
        // An operator knows what the account will bear.
        forgetLimits(of: account)
        refile(account, now: now)
        offer(account, now: now)
        return count
    }
}

/// That an operator has cleared an account.
package struct Clearing: Sendable {
    /// The model that was cleared; `nil` when all was.
    package let model: String?
    /// Reports from leases before it change nothing.
    package let fence: UInt64

    /// Describes a clearing.
    package init(model: String?, fence: UInt64) {
        self.model = model
        self.fence = fence
    }
}

extension AccountRecords {
    /// Whether an operator has cleared what a lease would report, since it was granted.
    func isCleared(since fence: UInt64, for model: String?) -> Bool {
        clearings.contains { fence < $0.fence && ($0.model == nil || $0.model == model) }
    }

    /// Drops the records of a model, or all; answers how many.
    fileprivate mutating func clear(_ model: String?, fence: UInt64) -> Int {
        clearings.removeAll { model == nil || $0.model == model }
        if clearings.count >= Limits.recordsPerAccount { clearings.removeFirst() }
        clearings.append(Clearing(model: model, fence: fence))
        let former = windows.count + cooldowns.count
        if let model {
            windows.removeAll { $0.models?.matches(model) ?? false }
            cooldowns.removeAll { $0.models?.matches(model) ?? false }
            return former - windows.count - cooldowns.count
        }
        let isActive = status == .active
        windows = []
        cooldowns = []
        pathBlocks = []
        forgetLogin()
        return isActive ? former : former + 1
    }
}
