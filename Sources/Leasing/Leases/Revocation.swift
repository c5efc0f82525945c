/// A lease that was taken from its holder, who has yet to be told.
package struct Revocation: Hashable, Sendable {
    /// Why a lease was taken back; the raw value is its name on the wire.
    package enum Reason: String, Sendable {
        /// An operator has taken it back.
        case byOperator = "OPERATOR"
        /// Its account was disabled.
        case accountDisabled = "ACCOUNT_DISABLED"
        /// It has lived for as long as a lease may.
        case longestTerm = "MAX_TTL"
    }

    /// The lease's name.
    package let lease: Lease.ID
    /// Whose it was.
    package let holder: HolderID
    /// Why it was taken back.
    package let reason: Reason
}

extension Pool {
    /// Leases that were taken from their holders since the last call, in the order in which they
    /// were.
    package mutating func takeRevocations() -> [Revocation] {
        guard !revocations.isEmpty else { return [] }
        defer { revocations = [] }
        return revocations
    }

    /// Takes a lease back from its holder; answers whether it lived.
    ///
    /// - Parameter uid: the operator's.
    package mutating func revoke(
        _ id: Lease.ID, because reason: Revocation.Reason, uid: UInt32? = nil, now: Instant
    ) -> Bool {
        advance(to: now)
        guard let slot = leases.slot(of: id, now: now), leases[slot].isLive else { return false }
        noteRevocation(of: slot, because: reason)
        let cause = Provenance(rule: "operator.revoked", uid: uid, at: now)
        endAndServe(slot, as: .revoked, cause, now: now)
        return true
    }

    /// Takes back all leases of an account for an operator; answers how many.
    ///
    /// - Parameter uid: the operator's.
    /// - Throws: `unknownAccount` when the pool has no account of this id.
    package mutating func revokeLeases(
        ofAccount id: String, uid: UInt32, now: Instant
    ) throws(Refusal) -> Int {
        advance(to: now)
        guard let account = accountNumbers[id] else { throw .unknownAccount }
        let count = leases.liveCount
        let cause = Provenance(rule: "operator.revoked", uid: uid, at: now)
        revokeLeases(of: account, because: .byOperator, cause, now: now)
        let revoked = count - leases.liveCount
        serveAllWaiters(now: now)
        refuseAfterProbe(now: now)
        return revoked
    }

    /// Whether a lease lives or ended so lately that it is remembered, whosever it is.
    package func isRemembered(_ id: Lease.ID, now: Instant) -> Bool {
        leases.slot(of: id, now: now) != nil
    }

    /// Takes back all leases of an account. Who waits must then be served.
    mutating func revokeLeases(
        of account: Int, because reason: Revocation.Reason, _ cause: Provenance, now: Instant
    ) {
        guard loads[account].inFlight > 0 else { return }
        for slot in leases.liveSlots where leases[slot].account.number == account {
            noteRevocation(of: slot, because: reason)
            end(slot, as: .revoked, cause, now: now)
        }
    }

    /// Ends a lease whose deadline has come. Its holder knows the time that it asked for; that no
    /// lease lives longer than an hour, it is told.
    mutating func expire(_ slot: Int, now: Instant) {
        var rule = "lease.orphaned"
        if leases[slot].deadline <= now {
            rule = leases[slot].hasLongestTerm ? "lease.longest_term" : "lease.term"
        }
        if leases[slot].deadline <= now, leases[slot].hasLongestTerm {
            noteRevocation(of: slot, because: .longestTerm)
        }
        end(slot, as: .expired, Provenance(rule: rule, at: now), now: now)
    }

    private mutating func noteRevocation(of slot: Int, because reason: Revocation.Reason) {
        guard let holder = leases[slot].holder, let count = holders.connections(of: holder),
            count > 0
        else { return }
        revocations.append(Revocation(lease: leases[slot].id, holder: holder, reason: reason))
    }
}

extension Lease {
    /// Whether it was granted, or renewed, for as long as a lease may live.
    fileprivate var hasLongestTerm: Bool { deadline - grantedAt >= Limits.boundTerm }
}
