extension Pool {
    /// Has what is to be kept of leases noted from here on, for `takeLeaseNews`.
    package mutating func beginRememberingLeases() { leases.isRemembered = true }

    /// Whether it is noted.
    package var remembersLeases: Bool { leases.isRemembered }

    /// Has the leases wait for the next daemon: their holders are about to lose this one, and the
    /// grace for coming back begins when there is one to come back to.
    package mutating func handOver() { isHandingOver = leases.isRemembered }

    /// What is new of the leases since the last call.
    package mutating func takeLeaseNews() -> [LeaseNews] {
        guard leases.hasNews else { return [] }
        var all: [LeaseNews] = []
        for (slot, news) in leases.takeNews() {
            switch news {
            case .nothing: break
            case .standing: all.append(.changed(slot: slot, standing(of: slot)))
            case .holder: all.append(.moved(memory(ofLeaseIn: slot)))
            case .lease: all.append(.granted(memory(ofLeaseIn: slot)))
            }
        }
        return all
    }

    /// Takes up the leases that were kept: they hold their slots as before. Whose holder must come
    /// back has some seconds to do so; whose account is not there any more has ended.
    ///
    /// The pool has its accounts, and has not lent any of them.
    package mutating func restore(_ memories: [LeaseMemory], now: Instant) {
        precondition(leases.liveCount == 0, "leases are taken up before any is granted")
        guard !memories.isEmpty else { return }
        var restored: [Lease] = []
        restored.reserveCapacity(memories.count)
        for memory in memories {
            nextFence = max(nextFence, memory.fence + 1)
            restored.append(lease(of: memory, now: now))
        }
        leases.restore(restored)
        for (lease, memory) in zip(restored, memories) {
            leases.recall(memory.standing.verdict, of: lease.id.slot)
            if lease.isLive {
                take(lease)
            } else if memory.standing.ending == nil {
                // That it has ended is news.
                leases.note(.standing, of: lease.id.slot)
                let cause = Provenance(rule: "account.unlisted", at: now)
                facts.append(.leaseEnded(lease, .revoked, account: memory.account, cause))
            }
        }
        for number in accounts.indices where accounts[number].isListed { reorder(number) }
        for number in accounts.indices where !accounts[number].account.isEnabled {
            let cause = Provenance(rule: "inventory.disabled", at: now)
            revokeLeases(of: number, because: .accountDisabled, cause, now: now)
        }
        advance(to: now)
    }

    /// The lease of a memory, with a holder that has no connection.
    private mutating func lease(of memory: LeaseMemory, now: Instant) -> Lease {
        let account = accountNumbers[memory.account].flatMap {
            accounts[$0].account.provider == memory.provider ? $0 : nil
        }
        let place = account.map { AccountIndex(number: $0, serial: accounts[$0].serial) }
        var lease = Lease(memory, account: place ?? .unknown)
        if let ending = memory.standing.ending {
            lease.retire(as: ending.end, at: ending.at)
        } else if account == nil {
            lease.retire(as: .revoked, at: now)
        } else if !lease.isDetached {
            lease.holder = holders.restore(
                memory.instance.map { InstanceName(uid: memory.uid, name: $0) })
            lease.state = .orphaned(until: now + Limits.restartGrace)
        }
        return lease
    }

    /// Counts a lease that lives where grants are counted.
    private mutating func take(_ lease: Lease) {
        let slot = lease.id.slot
        if let holder = lease.holder {
            leases.link(slot, before: holders[leasesOf: holder])
            holders[leasesOf: holder] = slot
        }
        leaseDeadlines.set(slot, to: lease.end)
        users.countLease(lease.uid, by: 1)
        let account = lease.account.number
        loads[account].inFlight += 1
        if lease.isProbe { loads[account].isProbing = true }
        countAllowances(of: account, for: lease.model, by: 1)
    }

    private func standing(of slot: Int) -> LeaseStanding {
        var ending: LeaseStanding.Ending?
        if case .ended(let end, let at) = leases[slot].state {
            ending = LeaseStanding.Ending(end: end, at: at)
        }
        return LeaseStanding(
            deadline: leases[slot].deadline, sequence: leases[slot].sequence,
            isFailing: leases[slot].isFailing, verdict: leases.verdict(of: slot), ending: ending)
    }

    /// Each part is taken by itself, here and above: a copy of a lease or an account costs a count
    /// for each text in it, and this is done for every grant.
    private func memory(ofLeaseIn slot: Int) -> LeaseMemory {
        let place = leases[slot].account
        let isThere = isKnown(place)
        var traits: LeaseMemory.Traits = []
        if leases[slot].isDetached { traits.insert(.detached) }
        if leases[slot].isRepeat { traits.insert(.again) }
        if leases[slot].isInternal { traits.insert(.internal) }
        if leases[slot].isProbe { traits.insert(.probe) }
        return LeaseMemory(
            id: leases[slot].id, fence: leases[slot].fence,
            account: isThere ? accounts[place.number].account.id : "",
            provider: isThere ? accounts[place.number].account.provider : "",
            model: leases[slot].model, client: leases[slot].client,
            excluded: leases[slot].excluded,
            instance: leases[slot].holder.flatMap { holders.instance(of: $0)?.name },
            uid: leases[slot].uid, traits: traits, grantedAt: leases[slot].grantedAt,
            attempt: leases[slot].attempt, generation: leases[slot].generation,
            standing: standing(of: slot))
    }
}

extension Lease {
    fileprivate init(_ memory: LeaseMemory, account: AccountIndex) {
        self.init(
            id: memory.id, fence: memory.fence, account: account, model: memory.model,
            client: memory.client, excluded: memory.excluded, holder: nil,
            isDetached: memory.traits.contains(.detached),
            isRepeat: memory.traits.contains(.again),
            isInternal: memory.traits.contains(.internal),
            isProbe: memory.traits.contains(.probe), uid: memory.uid, grantedAt: memory.grantedAt,
            deadline: memory.standing.deadline, attempt: memory.attempt,
            generation: memory.generation, sequence: memory.standing.sequence,
            isFailing: memory.standing.isFailing)
    }
}

extension AccountIndex {
    /// The place of an account that is not there: no account has had this serial.
    fileprivate static let unknown = AccountIndex(number: 0, serial: 0)
}
