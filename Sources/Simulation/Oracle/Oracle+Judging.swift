package import Leasing

extension Oracle {
    /// Ends a step: judges what follows from it alone.
    package mutating func end() {
        let fences = step.grants.map { leases[$0].fence }.sorted()
        for fence in fences {
            require(
                fence > highestFence, .fencesIncrease, "fence \(fence) after \(highestFence)")
            highestFence = max(highestFence, fence)
        }
        for (line, open, result) in step.replays { replay(line, open, result) }
        promoteFollowers()
        for lease in step.grants {
            guard let place = place(of: leases[lease].account) else { continue }
            requireProbe(lease, of: leases[lease].account)
            let (count, most) = (
                inFlight(of: leases[lease].account), accounts[place].account.maxInFlight
            )
            require(
                count <= most, .capHolds,
                "\(leases[lease].account) carries \(count) leases, at most \(most)")
        }
        require(
            step.owedReleases.isEmpty, .endsOnce,
            "leases are said to be released, and nobody released them")
        let (told, toBeTold) = (step.told.sorted(), step.toBeTold.sorted())
        require(told == toBeTold, .holderIsTold, "told \(told), not \(toBeTold)")
    }

    private mutating func requireProbe(_ lease: Int, of account: String) {
        guard leases[lease].isProbe else { return }
        let count = live.count { leases[$0].isProbe && leases[$0].account == account }
        require(count <= 1, .oneProbe, "\(account) is tried out by \(count) leases at once")
    }

    /// Judges how much the daemon says is going on.
    package mutating func requireLoad(leases count: Int) {
        require(
            count == live.count, .inFlight, "\(live.count) leases live, not \(count)")
    }

    /// Judges that nothing is left unanswered, once everybody has read for long enough.
    package mutating func requireAnswers() {
        for (number, line) in lines.enumerated() where line.isOpen {
            for open in line.open {
                breach(
                    .answeredOnce,
                    "\(open.call.method) \(open.call.id ?? 0) on \(number) was never answered")
            }
        }
    }

    /// Judges that nothing is left when everybody has gone and every lease has had its time.
    package mutating func requireNothing() {
        require(live.isEmpty, .termsHold, "\(live.count) leases outlive all terms")
    }

    /// Judges that a connection that sends no more is only closed when all is answered.
    package mutating func requireAnswers(of line: Int) {
        guard lines[line].isOpen, let open = lines[line].open.first else { return }
        breach(
            .answeredOnce,
            "\(open.call.method) \(open.call.id ?? 0) on \(line) was not answered at its end")
    }

    /// Judges that nothing is due that has not happened.
    ///
    /// - Parameter next: when the daemon next wants to be called.
    package mutating func requirePunctual(_ next: Instant?) {
        for (number, line) in lines.enumerated() where line.isOpen {
            for open in line.open where open.isDecided && open.isCertain && open.deadline <= now {
                breach(
                    .punctual,
                    "\(open.call.method) \(open.call.id ?? 0) on \(number) should be answered")
            }
        }
        guard let earliest = nextDeadline else { return }
        require(
            next.map { $0 <= earliest } ?? false, .punctual,
            "something is due at \(earliest.nanoseconds), before the daemon wants to be called")
    }

    /// When something must next happen by itself.
    private var nextDeadline: Instant? {
        var first = Instant.distantFuture
        for lease in live { first = min(first, leases[lease].end) }
        for line in lines where line.isOpen {
            for open in line.open where open.isDecided && open.isCertain {
                first = min(first, open.deadline)
            }
            if let since = line.partialSince { first = min(first, since + .seconds(5)) }
        }
        for account in accounts {
            for hindrance in account.hindrances where hindrance.end.map({ $0 > now }) ?? false {
                first = min(first, hindrance.end ?? first)
            }
        }
        return first == .distantFuture ? nil : first
    }

    /// Judges that nobody waits for what is there, and that nobody was refused while there was
    /// something to wait for.
    mutating func requireService(of provider: String?) {
        for line in lines where line.isOpen {
            for open in line.open where open.isDecided && open.isCertain {
                guard let wish = open.wish, wish.session == nil,
                    provider == nil || wish.provider == provider,
                    let idle = accounts.first(where: { state(of: $0, for: wish) == .available })
                else { continue }
                breach(.noIdleAccount, "\(idle.account.id) is available to one who waits")
            }
        }
        guard !step.isCrowded else { return }
        requireGentleness()
        for refusal in step.refusals {
            requireReturn(refusal)
            let open = refusal.open
            guard let wish = open.wish, wish.session == nil else { continue }
            for account in accounts {
                let state = state(of: account, for: wish)
                let isFull = inFlight(of: account.account.id) >= account.account.maxInFlight
                let hasHope =
                    state == .atCapacity && isFull && wish.wait > 0 && open.isCertain
                    && open.deadline > now
                require(
                    state != .available && !hasHope, .hopeIsKept,
                    "\(account.account.id) is \(state.rawValue) to one who is refused")
            }
        }
        for lease in step.grants {
            guard let place = place(of: leases[lease].account),
                let reason = accounts[place].hindrance(leases[lease].wish.model, now),
                !leases[lease].isProbe || !isTriedOut(accounts[place], leases[lease].wish.model)
            else { continue }
            breach(.blockedIsNotLent, "\(leases[lease].account) is lent and is \(reason.rawValue)")
        }
    }

    /// Whether an account may be tried out though it is blocked: nothing else of its provider is
    /// able to serve the model.
    func isTriedOut(_ account: KnownAccount, _ model: String?) -> Bool {
        account.mayBeTried(model, now)
            && accounts.allSatisfy { other in
                other.account.provider != account.account.provider
                    || other.hindrance(model, now) != nil
            }
    }

    /// The state of an account towards a wish.
    private func state(of account: KnownAccount, for wish: SelectWish) -> AccountState {
        guard account.account.provider == wish.provider, !account.isExcluded(by: wish) else {
            return .excluded
        }
        if let reason = account.hindrance(wish.model, now) { return reason }
        // What recovers from a limit is lent in steps.
        let count = inFlight(of: account.account.id)
        return count < account.allowance(now) ? .available : .atCapacity
    }
}
