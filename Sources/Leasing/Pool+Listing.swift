extension Pool {
    /// The leases that live and have fences above one, in the order of their fences, as many as
    /// asked for.
    ///
    /// - Parameter id: the account whose leases are wanted; `nil` for those of all.
    /// - Throws: `unknownAccount` when the pool has no account of this id.
    package func liveLeases(
        of id: String?, after fence: UInt64, limit: Int
    ) throws(Refusal) -> [Lease] {
        var account: Int?
        if let id {
            guard let known = accountNumbers[id] else { throw .unknownAccount }
            account = known
        }
        var found: [(fence: UInt64, slot: Int)] = []
        for slot in leases.liveSlots where leases[slot].fence > fence {
            guard account == nil || leases[slot].account.number == account else { continue }
            found.append((leases[slot].fence, slot))
        }
        found.sort { $0.fence < $1.fence }
        return found.prefix(limit).map { leases[$0.slot] }
    }
}
