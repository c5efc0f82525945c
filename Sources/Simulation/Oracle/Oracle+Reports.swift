import JSON
import Leasing

extension Oracle {
    mutating func answeredReport(_ telling: Call.Telling, _ answer: Answer, on line: Int) {
        guard let lease = leaseNumbers[telling.lease], leases[lease].uid == lines[line].uid else {
            return require(
                answer.reason == "LEASE_UNKNOWN", .oneHolder,
                "a report of a lease was taken that the caller does not have")
        }
        guard let result = answer.result, let category = result["category"]?.string else {
            return breach(.refusalIsTrue, "a report of a known lease was refused")
        }
        adopt(lease, by: lines[line].holder)
        let skip = result["skip"]?.string
        requireNumbering(telling, skip, lease)
        requireClearing(lease, category, skip)
        if skip == nil { step.report = (lease, category) }
        if skip == nil, category == "cf_path_block" {
            let account = leases[lease].account
            pathBlocks[account, default: 0] += 1
            if let place = place(of: account) { accounts[place].pathBlocks += 1 }
        }
        let retry = result["retry"]?.string ?? ""
        if skip != "DUPLICATE_SEQ", skip != "LEASE_GONE" {
            leases[lease].sequence = telling.sequence ?? leases[lease].sequence + 1
            count(category, retry, skip, of: lease)
            requireAttempts(retry, category, of: lease)
            let isLate = telling.isStreamed && retry != "none"
            require(!isLate, .noRetryAfterFirstByte, "\(retry) after the first byte")
            if retry == "same" { release(lease) }
        }
        if telling.releases { release(lease) }
        requireState(result["lease_state"]?.string, of: lease)
    }

    private mutating func release(_ lease: Int) {
        guard leases[lease].isLive else { return _ = step.owedReleases.remove(lease) }
        end(lease, .released, at: now)
    }

    private mutating func requireNumbering(
        _ telling: Call.Telling, _ skip: String?, _ lease: Int
    ) {
        guard let sequence = telling.sequence, skip != "LEASE_GONE" else { return }
        let isOld = sequence <= leases[lease].sequence
        require(
            isOld == (skip == "DUPLICATE_SEQ"), .answeredOnce,
            "report \(sequence) after \(leases[lease].sequence) was taken as \(skip ?? "new")")
    }

    private mutating func requireState(_ state: String?, of lease: Int) {
        if step.isCrowded, state == "released", leases[lease].isLive { return owe(lease) }
        let expected: String
        switch leases[lease].state {
        case .ended(_, at: now) where step.isCrowded && state == "active": return
        case .active: expected = "active"
        case .orphaned: expected = "orphaned"
        case .ended(let end, _): expected = end.rawValue
        }
        require(
            state == expected, .endsOnce,
            "lease \(leases[lease].fence) is \(state ?? "nothing"), not \(expected)")
    }

    private mutating func requireAttempts(_ retry: String, _ category: String, of lease: Int) {
        guard retry == "other" || retry == "wait" else { return }
        let wish = leases[lease].wish
        let poolSize = poolSize(leases[lease].provider, wish.model)
        var most = min(Limits.attempts, poolSize)
        // The last account that could serve is tried again however small the pool is.
        if category == "transient" { most = Limits.attempts }
        if category == "overloaded" { most = min(most, 2) }
        require(
            wish.attempt < most, .attemptsHold,
            "attempt \(wish.attempt) of \(most) was answered \(retry)")
    }

    /// Counts retries and successes of a provider within ten seconds.
    private mutating func count(
        _ category: String, _ retry: String, _ skip: String?, of lease: Int
    ) {
        let provider = leases[lease].provider
        if category == "ok" { successes[provider, default: []].append(now) }
        guard retry == "other" || retry == "wait" else { return }
        let start = now + Limits.budgetSpan * -1
        retries[provider, default: []].append(now)
        retries[provider, default: []].removeAll { $0 <= start }
        successes[provider, default: []].removeAll { $0 <= start }
        let earned = successes[provider, default: []].count / Limits.successesPerRetry
        let spent = retries[provider, default: []].count
        require(
            spent <= Limits.budgetFloor + earned, .budgetHolds,
            "\(spent) retries within ten seconds, \(earned) of them earned")
    }
}
