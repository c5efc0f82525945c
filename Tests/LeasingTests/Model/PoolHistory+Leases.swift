import Leasing
import Seeding
import Testing

extension PoolHistory {
    private mutating func wish(wait: Interval) -> Wish {
        let ids = inventory.map(\.id) + ["gone"]
        var wish = Wish(provider: random.once(in: 20) ? "none" : random.pick(["p", "p", "q"]))
        wish.model = random.pick([nil, "a-1", "a-2", "b", "b"])
        if random.once(in: 4) { wish.excluded = [random.pick(ids)] }
        if random.once(in: 8) { wish.account = random.pick(ids) }
        wish.isRepeat = random.once(in: 6)
        wish.wait = wait
        if random.once(in: 4) { wish.timeout = .milliseconds(Int64(random.below(8000) + 1)) }
        if random.once(in: 3) { wish.term = .milliseconds(Int64(random.below(60_000) + 1000)) }
        wish.isDetached = random.once(in: 5)
        wish.attempt = random.below(3) + 1
        return wish
    }

    mutating func select(wait: Interval) {
        let wish = wish(wait: wait)
        let (holder, uid) = random.pick(holders)
        let chance = Lease.Chance(high: random.next(), low: random.next())
        let expected = expectation(of: wish, uid: uid)
        do throws(Refusal) {
            switch try pool.select(wish, by: holder, uid: uid, chance: chance, now: now) {
            case .granted(let grant):
                let account = pool.accountID(of: grant.lease)
                expect(expected == .account(account), "\(account), not \(expected)")
                // What the records say of the next probe has changed within the step.
                if grant.lease.isProbe { return isOver = true }
                expect(grant.poolSize == slow.serving(wish).count)
                expect(grant.waited == .zero)
                slow.grant(
                    pool.accountID(of: grant.lease), wish, uid: uid, holder: holder, now: now)
                know(grant.lease)
            case .waiting(let ticket):
                expect(expected == .waits)
                let waiter = SlowPool.Waiter(
                    ticket: ticket, wish: wish, uid: uid, holder: holder, since: now)
                slow.wait(waiter)
            }
        } catch {
            expect(expected == .refused(error))
        }
    }

    private enum Expectation: Equatable {
        case account(String)
        case waits
        case refused(Refusal)
    }

    private func expectation(of wish: Wish, uid: UInt32) -> Expectation {
        guard !slow.members(of: wish.provider).isEmpty else { return .refused(.unknownProvider) }
        guard !slow.serving(wish).isEmpty else { return .refused(.unknownModel) }
        if let account = wish.account, !slow.members(of: wish.provider).contains(account) {
            return .refused(.unknownAccount)
        }
        if let account = slow.choice(for: wish, now: now) ?? slow.halfOpen(for: wish, now) {
            return .account(account)
        }
        let deadline = now + min(wish.wait, wish.timeout)
        let isPatient = wish.wait > .zero && slow.hasHope(wish, until: deadline, now)
        return isPatient ? .waits : .refused(slow.refusal(of: wish, since: now, now))
    }

    /// A lease that the pool remembers, live ones rather.
    mutating func someLease() -> Int? {
        let live = slow.leases.indices.filter { slow.leases[$0].isLive }
        if !live.isEmpty, !random.once(in: 8) { return random.pick(live) }
        return slow.leases.isEmpty ? nil : random.below(slow.leases.count)
    }

    mutating func release() throws {
        guard let place = someLease(), let id = slow.leases[place].id else { return }
        let lease = slow.leases[place]
        do throws(Refusal) {
            let (didRelease, end) = try pool.release(id, uid: lease.uid, now: now)
            expect(didRelease == lease.isLive)
            if case .ended(let former, let at) = lease.state {
                expect(end == former)
                expect(now - at <= .seconds(60))
            }
        } catch {
            expect(error == .leaseUnknown)
            expect(!lease.isLive && now - lease.end > .seconds(60))
        }
        guard lease.isLive else { return }
        slow.end(place, as: .released, now: now)
        slow.serve(now: now)
    }

    mutating func revoke() throws {
        guard let place = someLease(), let id = slow.leases[place].id else { return }
        expect(pool.revoke(id, because: .byOperator, now: now) == slow.leases[place].isLive)
        guard slow.leases[place].isLive else { return }
        slow.end(place, as: .revoked, now: now)
        slow.serve(now: now)
    }

    mutating func renew() {
        guard let place = someLease(), let id = slow.leases[place].id else { return }
        let lease = slow.leases[place]
        let holder = holder(of: lease.uid)
        let term: Interval? = random.once(in: 2) ? .seconds(Int64(random.below(4000) + 1)) : nil
        let limit = lease.grantedAt + .hours(1)
        do throws(Refusal) {
            let renewed = try pool.renew(id, by: holder, uid: lease.uid, term: term, now: now)
            expect(lease.isLive)
            adopt(place, by: holder)
            let usual: Interval = lease.wish.isDetached ? .seconds(30) : .hours(1)
            slow.leases[place].deadline = min(now + (term ?? usual), limit)
            expect(renewed.deadline == slow.leases[place].deadline)
        } catch {
            guard case .ended(let end, let at) = lease.state else {
                expect(false, "a live lease is not renewed: \(error)")
                return
            }
            let isRemembered = now - at <= .seconds(60)
            let atLimit = end == .expired && at >= limit
            let refusal: Refusal = atLimit ? .longestTermReached : .leaseEnded(end)
            expect(error == (isRemembered ? refusal : .leaseUnknown))
        }
    }

    /// A connected holder of a user, or one that connects for it.
    mutating func holder(of uid: UInt32) -> HolderID {
        if let known = holders.filter({ $0.uid == uid }).randomElement(using: &random) {
            return known.id
        }
        let holder = pool.connect(uid: uid)
        slow.connections[holder] = 1
        holders.append((holder, uid))
        return holder
    }

    /// An orphan that its user names becomes the caller's.
    mutating func adopt(_ place: Int, by holder: HolderID) {
        guard case .orphaned = slow.leases[place].state else { return }
        slow.leases[place].state = .active
        guard slow.leases[place].holder != holder else { return }
        slow.leases[place].holder = holder
        slow.leases[place].heldSince = slow.tick()
    }

    mutating func cancel() {
        guard let waiter = slow.waiters.randomElement(using: &random) else { return }
        slow.waiters.removeAll { $0.ticket == waiter.ticket }
        expect(pool.cancel(waiter.ticket))
        expect(!pool.cancel(waiter.ticket))
    }
}
