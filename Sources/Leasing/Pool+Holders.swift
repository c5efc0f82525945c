extension Pool {
    /// Takes in a connection of a user, as itself or as one of a named instance.
    package mutating func connect(uid: UInt32, instance: InstanceName? = nil) -> HolderID {
        precondition(
            instance.map { $0.uid == uid } ?? true, "an instance belongs to one user")
        return holders.connect(instance: instance)
    }

    /// Gives a returning instance's orphans back to it; answers how many there are.
    package mutating func resume(_ holder: HolderID, now: Instant) -> Int {
        advance(to: now)
        var count = 0
        forEachLease(of: holder) { pool, slot in
            guard case .orphaned = pool.leases[slot].state else { return }
            count += 1
            pool.takeBack(slot)
        }
        return count
    }

    /// Lets a connection go. With its holder's last one, what it waits for is given up and its
    /// leases are orphaned: they keep their slots until the grace is over, somebody takes them
    /// back, or the process is known to be dead.
    ///
    /// - Returns: whether leases now wait for their holder.
    package mutating func disconnect(_ holder: HolderID, now: Instant) -> Bool {
        advance(to: now)
        guard holders.disconnect(holder) else { return false }
        for number in waiters.numbers(of: holder) { dismiss(number) }
        let until = isHandingOver ? .distantFuture : now + Limits.orphanGrace
        var hasOrphans = false
        forEachLease(of: holder) { pool, slot in
            hasOrphans = true
            pool.leases[slot].state = .orphaned(until: until)
            pool.leaseDeadlines.set(slot, to: pool.leases[slot].end)
        }
        holders.forgetIfIdle(holder)
        return hasOrphans
    }

    /// Ends what a holder left behind, for its process is dead. One that has a connection keeps
    /// everything: a child may live on with the parent's socket.
    package mutating func processEnded(of holder: HolderID, now: Instant) {
        advance(to: now)
        guard holders.connections(of: holder) == 0 else { return }
        let cause = Provenance(rule: "lease.process_ended", at: now)
        forEachLease(of: holder) { pool, slot in pool.end(slot, as: .expired, cause, now: now) }
        serveAllWaiters(now: now)
        refuseAfterProbe(now: now)
    }

    /// Forgets a connection's holder that has handed everything on.
    package mutating func leave(_ holder: HolderID) {
        _ = holders.disconnect(holder)
        holders.forgetIfIdle(holder)
    }

    /// Hands all that one holder has to another, what it waits for too: a client that named itself
    /// after it had leased. One that has further connections keeps what it has.
    package mutating func transfer(from former: HolderID, to holder: HolderID) {
        guard former != holder, holders.connections(of: former) == 1 else { return }
        for number in waiters.numbers(of: former) {
            guard let group = waiters[number]?.group else { continue }
            waiters.give(number, to: holder, in: &groups[group].queue)
        }
        forEachLease(of: former) { pool, slot in pool.move(slot, from: former, to: holder) }
    }

    private mutating func move(_ slot: Int, from former: HolderID, to holder: HolderID) {
        holders[leasesOf: former] = leases.unlink(slot, head: holders[leasesOf: former])
        leases.link(slot, before: holders[leasesOf: holder])
        holders[leasesOf: holder] = slot
        if holders.instance(of: former) != holders.instance(of: holder) {
            leases.note(.holder, of: slot)
        }
        leases[slot].holder = holder
    }

    /// Makes an orphan that its user names the caller's own.
    mutating func adopt(_ slot: Int, by holder: HolderID) {
        guard case .orphaned = leases[slot].state, let former = leases[slot].holder else { return }
        if former != holder {
            move(slot, from: former, to: holder)
            holders.forgetIfIdle(former)
        }
        takeBack(slot)
    }

    private mutating func takeBack(_ slot: Int) {
        guard case .orphaned = leases[slot].state else { return }
        leases[slot].state = .active
        leaseDeadlines.set(slot, to: leases[slot].end)
    }

    private mutating func forEachLease(
        of holder: HolderID, _ body: (inout Pool, Int) -> Void
    ) {
        guard holders.isKnown(holder) else { return }
        var slot = holders[leasesOf: holder]
        while slot != LeaseSlab.none {
            let next = leases.next(after: slot)
            body(&self, slot)
            slot = next
        }
    }
}
