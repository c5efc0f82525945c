import JSON
import Leasing

extension Oracle {
    mutating func answeredSelect(
        _ open: OpenCall, _ wish: SelectWish, _ answer: Answer, on line: Int
    ) {
        step.providers.insert(wish.provider)
        guard let result = answer.result else {
            return refused(open, wish, answer, on: line)
        }
        guard result["replayed"]?.boolean == false else {
            let lease = result["lease"]?["lease_id"]?.string ?? ""
            if leaseNumbers[lease] != nil { return replay(line, open, result) }
            return step.replays.append((line, open, result))
        }
        grant(open, wish, result, on: line)
    }

    private mutating func grant(
        _ open: OpenCall, _ wish: SelectWish, _ result: JSONValue, on line: Int
    ) {
        guard let text = result["lease"], let id = text["lease_id"]?.string,
            let account = text["account_id"]?.string,
            let fence = text["fence"]?.integer.flatMap({ UInt64(exactly: $0) })
        else { return breach(.canonical, "a grant names no lease") }
        require(leaseNumbers[id] == nil, .oneHolder, "a lease's name was used before")
        guard let place = place(of: account) else {
            return breach(.blockedIsNotLent, "\(account) is not named by the operator")
        }
        let usual: Interval = wish.isDetached ? Limits.detachedTerm : Limits.boundTerm
        let asked = wish.term.map { Interval.milliseconds(Int64($0)) } ?? usual
        let term = min(max(asked, Limits.shortestTerm), Limits.boundTerm)
        let lease = leases.count
        leases.append(
            KnownLease(
                id: id, fence: fence, account: account, incarnation: accounts[place].incarnation,
                provider: wish.provider, uid: lines[line].uid, wish: wish, grantedAt: now,
                isProbe: text["probe"]?.boolean ?? false, deadline: now + term,
                holder: wish.isDetached ? nil : lines[line].holder))
        leaseNumbers[id] = lease
        live.append(lease)
        step.grants.append(lease)
        requireFit(accounts[place], wish)
        requireTerm(of: lease, text["expires_in_ms"]?.integer ?? -1)
        requireCredential(result["credential"], of: accounts[place])
        let poolSize = poolSize(wish.provider, wish.model)
        require(
            result["pool_size"]?.integer == Int64(poolSize), .countsAddUp,
            "the pool's size is not \(poolSize)")
        remember(open, id)
        guard open.key == nil, open.isCertain else { return }
        let waited = (now - open.since).nanoseconds / 1_000_000
        require(
            result["waited_ms"]?.integer == waited, .punctual, "a grant did not wait \(waited) ms")
    }

    private mutating func requireFit(_ account: KnownAccount, _ wish: SelectWish) {
        let isFit =
            account.account.provider == wish.provider && account.account.serves(wish.model)
            && account.account.isEnabled && !account.account.isDraining
            && !account.isExcluded(by: wish)
        require(isFit, .blockedIsNotLent, "\(account.account.id) is not for this request")
    }

    private mutating func requireCredential(_ text: JSONValue?, of account: KnownAccount) {
        let id = account.account.id
        let name = "\(id)/\(text?["generation"]?.integer ?? -1)"
        let secret = account.offered.secret
        if text?["unchanged"]?.boolean != true {
            require(
                text?["secret"]?.string == secret, .credentialIsNamed,
                "\(id) was lent with another credential than it has")
        }
        require(
            credentials[name, default: secret] == secret, .credentialIsNamed,
            "\(name) stood for another credential before")
        credentials[name] = secret
    }

    private mutating func remember(_ open: OpenCall, _ id: String) {
        guard let key = open.key else { return }
        // What was held up behind unread answers may have been decided at any time since.
        let earliest = open.isCertain ? open.since : now
        if let known = keys[key], known.end > earliest, let former = known.lease,
            let lease = leaseNumbers[former], leases[lease].isLive
        {
            breach(.keyLeasesOnce, "a key had lease \(leases[lease].fence) and got another")
        }
        let memory = Interval.seconds(120)
        keys[key] = KnownKey(lease: id, end: now + memory)
    }

    /// Judges an answer that was given before: at once, or when all of the step's leases are known.
    mutating func replay(_ line: Int, _ open: OpenCall, _ result: JSONValue) {
        guard let id = result["lease"]?["lease_id"]?.string, let lease = leaseNumbers[id],
            let key = open.key, keys[key]?.lease == id, leases[lease].isLive
        else {
            return breach(.keyLeasesOnce, "a lease was given again that the key does not stand for")
        }
        adopt(lease, by: lines[line].holder)
        requireTerm(of: lease, result["lease"]?["expires_in_ms"]?.integer ?? -1)
    }

    private mutating func refused(
        _ open: OpenCall, _ wish: SelectWish, _ answer: Answer, on line: Int
    ) {
        let members = accounts.filter { $0.account.provider == wish.provider }
        let isTrue: Bool
        switch answer.reason {
        case "NO_ELIGIBLE_ACCOUNT":
            step.refusals.append(
                Refused(
                    open: open, retryAfter: answer.refusal?["retry_after_ms"]?.integer,
                    blocked: (answer.refusal?["blocked"]?.members ?? []).compactMap { member in
                        member.value.integer.map { (member.name, $0) }
                    }))
            return requireCounts(answer.refusal, total: members.count)
        case "UNKNOWN_PROVIDER": isTrue = members.isEmpty
        case "UNKNOWN_MODEL": isTrue = !members.contains { $0.account.serves(wish.model) }
        case "UNKNOWN_ACCOUNT": isTrue = !members.contains { $0.account.id == wish.account }
        case "LEASE_UNKNOWN": isTrue = wish.retryOf != nil
        case "DEADLINE":
            isTrue = wish.timeout.map { $0 < wish.wait } ?? false
            require(
                now >= open.deadline || !open.isCertain, .punctual, "a deadline came too early")
        case "CLIENT_CANCELLED":
            isTrue = lines[line].cancelled.contains { $0 == open.call.id }
            restartFollowers(of: open)
        case "IDEMPOTENT_RESULT_GONE": isTrue = isResultGone(open)
        default: isTrue = false
        }
        require(isTrue || step.hasReload, .refusalIsTrue, "\(answer.reason ?? "no reason")")
    }

    private func isResultGone(_ open: OpenCall) -> Bool {
        guard let key = open.key, let id = keys[key]?.lease, let lease = leaseNumbers[id],
            case .ended(let end, _) = leases[lease].state
        else { return false }
        return end != .expired
    }

    private mutating func requireCounts(_ text: JSONValue?, total: Int) {
        let counts = text?["blocked"]?.members?.compactMap { $0.value.integer } ?? []
        let sum = counts.reduce(0, +)
        require(
            text?["total"]?.integer == Int64(total) && sum == Int64(total), .countsAddUp,
            "of \(total) accounts \(sum) are counted as blocked")
    }
}
