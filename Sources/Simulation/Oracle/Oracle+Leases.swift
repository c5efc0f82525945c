import Leasing

extension Oracle {
    mutating func end(_ lease: Int, _ end: Lease.End, at instant: Instant) {
        leases[lease].state = .ended(end, at: instant)
        leases[lease].holder = nil
        live.removeAll { $0 == lease }
        forgetIfUnlisted(leases[lease].account)
    }

    /// An account that is not named any more is forgotten with its last lease: the next of its name
    /// is another.
    mutating func forgetIfUnlisted(_ account: String) {
        guard place(of: account) == nil, inFlight(of: account) == 0 else { return }
        incarnations[account, default: 0] += 1
    }

    /// Notes which connections must be told that a lease was taken from its holder.
    mutating func expectTelling(_ lease: Int, _ reason: String) {
        guard let holder = leases[lease].holder, holders.count(holder) > 0 else { return }
        for (number, line) in lines.enumerated() where line.isOpen && line.holder == holder {
            step.toBeTold.append("\(number) \(leases[lease].id) \(reason)")
        }
    }

    /// Makes an orphan that its user names the caller's.
    mutating func adopt(_ lease: Int, by holder: Int) {
        guard case .orphaned = leases[lease].state else { return }
        leases[lease].holder = holder
        leases[lease].state = .active
    }

    func isIdle(_ holder: Int) -> Bool { !live.contains { leases[$0].holder == holder } }

    /// A client has connected; answers the connection's number.
    package mutating func connect(uid: UInt32) -> Int {
        let holder = holders.connect(isIdle: { _ in true })
        lines.append(KnownLine(uid: uid, holder: holder))
        return lines.count - 1
    }

    /// The daemon has let a connection go; answers its holder.
    package mutating func disconnect(_ line: Int) -> Int {
        let open = lines[line].open
        lines[line].isGone = true
        lines[line].open = []
        lines[line].partialSince = nil
        for call in open { restartFollowers(of: call) }
        let holder = lines[line].holder
        guard holders.disconnect(holder) else { return holder }
        for lease in live where leases[lease].holder == holder {
            leases[lease].state = .orphaned(until: now + Limits.orphanGrace)
        }
        return holder
    }

    /// The process of a holder is dead.
    package mutating func processEnded(_ holder: Int) {
        guard holders.count(holder) == 0 else { return }
        for lease in live where leases[lease].holder == holder { end(lease, .expired, at: now) }
    }

    /// A connection has said which instance it is.
    mutating func join(_ line: Int, _ instance: String, resumed: Int64?) {
        let former = lines[line].holder
        let current = live
        let all = leases
        let holder = holders.connect("\(lines[line].uid)/\(instance)") { holder in
            !current.contains { all[$0].holder == holder }
        }
        var count = 0
        for lease in live where leases[lease].holder == holder {
            guard case .orphaned = leases[lease].state else { continue }
            count += 1
            leases[lease].state = .active
        }
        require(
            resumed.map { $0 == count } ?? false, .oneHolder,
            "an instance with \(count) orphans was told of \(resumed ?? -1)")
        if former != holder, holders.count(former) == 1 {
            for lease in live where leases[lease].holder == former {
                leases[lease].holder = holder
            }
        }
        _ = holders.disconnect(former)
        lines[line].holder = holder
    }

    /// Judges how a lease was found, by the name of the refusal or by success.
    ///
    /// - Returns: the lease, when it lives and the call could name it.
    mutating func require(
        _ id: String, namedBy line: Int, isRenewal: Bool, reason: String?
    ) -> Int? {
        guard let lease = leaseNumbers[id], leases[lease].uid == lines[line].uid,
            !leases[lease].isForgotten(now: now)
        else {
            require(
                reason == "LEASE_UNKNOWN", .oneHolder,
                "a lease that the caller does not have was found")
            return nil
        }
        guard isRenewal, case .ended(let end, let at) = leases[lease].state else {
            if reason == "LEASE_UNKNOWN" {
                breach(.endsOnce, "lease \(leases[lease].fence) is unknown to its user")
            }
            return lease
        }
        let isOld = end == .expired && at >= leases[lease].grantedAt + Limits.boundTerm
        let expected = isOld ? "MAX_TTL_REACHED" : "LEASE_\(end.rawValue.uppercased())"
        require(
            reason == expected, .endsOnce,
            "a renewal of an ended lease was answered \(reason ?? "well"), not \(expected)")
        return nil
    }
}
