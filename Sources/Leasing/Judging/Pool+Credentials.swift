extension Pool {
    /// Says whether a keeper is there, which can fetch a new credential for a refused one.
    ///
    /// Without one, a refused credential is not `refreshing` but paused and then expired.
    package mutating func attachKeeper(_ isAttached: Bool) { hasKeeper = isAttached }

    /// Takes in an account's new credential: what was held against the former one is over.
    ///
    /// - Parameters:
    ///   - generation: the new credential's number; one that is not higher than the account's is
    ///     late and changes nothing.
    ///   - end: when the credential ends by itself; `nil` when it has no known end.
    /// - Throws: `unknownAccount` when the pool has no account of this id.
    package mutating func credentialRotated(
        account id: String, generation: Int, expiresAt end: UnixTime?, now: Moment
    ) throws(Refusal) {
        advance(to: now.instant)
        guard let account = accountNumbers[id] else { throw .unknownAccount }
        guard generation > accounts[account].account.generation else { return }
        accounts[account].account.generation = generation
        accounts[account].account.credentialExpiresAt = end
        hasIrreplaceableNews = true
        accounts[account].records.credentialEnd = end.map { now.instant(of: $0) }
        let former = accounts[account].records
        accounts[account].records.endRefresh()
        if former.status != .active {
            let cause = Provenance(rule: "credential.rotated", at: now.instant)
            facts.append(.status(.active, reason: .ok, account: id, cause))
        }
        refile(account, now: now.instant)
        offer(account, now: now.instant)
        refuseHopeless(of: loads[account].group, now: now.instant)
    }

    /// Takes in that a new credential could not be had.
    ///
    /// - Parameter permanently: whether no further try can help: the account is expired until
    ///   somebody logs in again. Otherwise a refresh that is under way has until its end.
    /// - Throws: `unknownAccount` when the pool has no account of this id.
    package mutating func refreshFailed(
        account id: String, permanently: Bool, now: Instant
    ) throws(Refusal) {
        advance(to: now)
        guard let account = accountNumbers[id] else { throw .unknownAccount }
        guard permanently else { return }
        let cause = Provenance(rule: "refresh.failed", at: now)
        setStatus(.expired, of: account, because: .authExpired, cause)
        refile(account, now: now)
        refuseHopeless(of: loads[account].group, now: now)
    }

    /// Whether a new credential of an account is being fetched and nothing is lent meanwhile.
    func isRefreshing(_ account: Int) -> Bool {
        if case .refreshing = accounts[account].records.status { true } else { false }
    }

    /// A refresh that nobody answered in time has failed.
    mutating func expireRefresh(of account: Int, now: Instant) {
        guard case .refreshing(let until) = accounts[account].records.status, until <= now else {
            return
        }
        let cause = Provenance(rule: "refresh.timeout", at: now)
        setStatus(.expired, of: account, because: .authExpired, cause)
    }

    /// Takes in that a credential was refused or its account banned.
    ///
    /// A refused token is fetched anew when that can be done. Otherwise words and a bare status are
    /// believed when a second, independent answer says the same; a structured field at once.
    mutating func refuseCredential(_ bearing: Bearing) {
        let account = bearing.account
        let reason = bearing.finding.category
        if reason == .authExpired, hasRefusedTooMany(bearing) {
            return setStatus(.expired, of: account, because: .authRevoked, provenance(bearing))
        }
        if reason == .authExpired, accounts[account].account.canRefresh, hasKeeper {
            return refresh(bearing)
        }
        if bearing.finding.isStructured || isConfirmed(bearing) {
            let status: RotationStatus = reason == .accountSuspended ? .suspended : .expired
            return setStatus(status, of: account, because: reason, provenance(bearing))
        }
        let end = bearing.now.instant + Limits.authenticationPause
        open(reason, models: nil, until: end, bearing)
    }

    /// Whether an earlier pause says the same of the account, and the lease is younger than it.
    private func isConfirmed(_ bearing: Bearing) -> Bool {
        let isBan = bearing.finding.category == .accountSuspended
        return accounts[bearing.account].records.cooldowns.contains { pause in
            pause.models == nil && leases[bearing.slot].fence >= pause.openedFence
                && (isBan ? pause.reason == .accountSuspended : pause.reason.refusesCredential)
        }
    }

    /// Lends nothing until the answer to a refresh comes. One that is under way goes on; a
    /// credential that is known to be dead stays so.
    private mutating func refresh(_ bearing: Bearing) {
        guard accounts[bearing.account].records.status == .active else { return }
        let until = bearing.now.instant + Limits.refreshPatience
        setStatus(
            .refreshing(until: until), of: bearing.account, because: .authExpired,
            provenance(bearing))
    }

    /// Counts the refusal of one more credential; answers whether three in a row were refused
    /// within ten minutes, which no refresh will mend.
    private mutating func hasRefusedTooMany(_ bearing: Bearing) -> Bool {
        let now = bearing.now.instant
        let account = bearing.account
        let generation = leases[bearing.slot].generation
        var refusals = accounts[account].records.refusals
        refusals.removeAll { now - $0.at > Limits.refusalSpan || $0.generation == generation }
        refusals.append(CredentialRefusal(generation: generation, at: now, fence: nextFence))
        accounts[account].records.refusals = refusals.suffix(Limits.refusalsBeforeRevocation)
        return refusals.count >= Limits.refusalsBeforeRevocation
    }

    /// A success with a credential that came after the refused ones: they are not in a row.
    mutating func forgiveRefusals(_ bearing: Bearing) {
        guard let last = accounts[bearing.account].records.refusals.last,
            leases[bearing.slot].fence >= last.fence
        else { return }
        accounts[bearing.account].records.refusals = []
        note(.records, of: bearing.account)
    }

    private mutating func setStatus(
        _ status: RotationStatus, of account: Int, because reason: Finding.Category,
        _ cause: Provenance
    ) {
        let former = accounts[account].records.status
        // A banned account is not merely expired: that would ask for a login that does not help.
        guard former != status, former != .suspended else { return }
        accounts[account].records.status = status
        accounts[account].records.statusCause = cause
        accounts[account].records.loginProbes = ProbePlan(since: cause.at, until: nil)
        accounts[account].records.cooldowns.removeAll { $0.reason.hinderedState == .authFailed }
        let id = accounts[account].account.id
        facts.append(.status(status, reason: reason, account: id, cause))
    }
}
