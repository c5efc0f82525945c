import JSON
import Leasing

extension Oracle {
    /// Judges what Summary says of one provider or all, with the accounts, for a model.
    package mutating func observed(_ answer: Answer, model: String?, provider: String? = nil) {
        guard let result = answer.result, let texts = result["accounts"]?.array else {
            return breach(.canonical, "Summary tells of no accounts")
        }
        for text in texts { observedAccount(text) }
        let places = accounts.indices.filter { place in
            provider.map { accounts[place].account.provider == $0 } ?? true
        }
        for place in places { requireDerived(place, model: model) }
        require(
            texts.count == places.count, .countsAddUp,
            "\(texts.count) of \(places.count) accounts are told of")
        for text in result["providers"]?.array ?? [] { observedProvider(text) }
        for place in places { observedFences[accounts[place].account.provider] = highestFence }
        requireService(of: provider)
    }

    private mutating func observedProvider(_ text: JSONValue) {
        let name = text["provider"]?.string ?? ""
        let members = accounts.filter { $0.account.provider == name }
        let blocked = text["blocked"]?.members?.compactMap { $0.value.integer } ?? []
        let sum = blocked.reduce(text["eligible"]?.integer ?? 0, +)
        require(
            text["total"]?.integer == Int64(members.count) && sum == Int64(members.count),
            .countsAddUp, "\(name) has \(members.count) accounts and tells of \(sum)")
        let count = members.reduce(0) { $0 + inFlight(of: $1.account.id) }
        require(
            text["in_use"]?.integer == Int64(count), .inFlight,
            "\(name) has \(count) leases and tells of \(text["in_use"]?.integer ?? -1)")
        guard let waiters = waiters(of: name) else { return }
        require(
            text["waiters"]?.integer == Int64(waiters), .punctual,
            "\(waiters) wait for \(name), not \(text["waiters"]?.integer ?? -1)")
    }

    /// How many wait for a provider; those with one key are one. `nil` when it is not known.
    private func waiters(of provider: String) -> Int? {
        var count = 0
        for line in lines where line.isOpen {
            for open in line.open {
                guard open.isCertain else { return nil }
                if open.wish?.provider == provider, !open.isFollower { count += 1 }
            }
        }
        return count
    }

    private mutating func observedAccount(_ text: JSONValue) {
        guard let id = text["account_id"]?.string, let place = place(of: id) else {
            return breach(.countsAddUp, "an account is told of that nobody named")
        }
        let count = inFlight(of: id)
        require(
            text["in_use"]?.integer == Int64(count), .inFlight,
            "\(id) has \(count) leases and tells of \(text["in_use"]?.integer ?? -1)")
        let former = accounts[place]
        let status = text["status"]?.string ?? ""
        let isHidden = status == "draining" || status == "disabled"
        accounts[place].status = isHidden ? former.status : status
        accounts[place].state = text["state"]?.string ?? ""
        accounts[place].hindrances = former.hindrances(text, now: now)
        require(
            text["max_in_flight"]?.integer == Int64(former.account.maxInFlight), .operatorIsObeyed,
            "\(id) may carry \(former.account.maxInFlight), which is not what is told")
        requireClearing(place)
        age(former, place)
        requireStanding(former, place)
    }

    /// Keeps since which lease a block has stood.
    private mutating func age(_ former: KnownAccount, _ place: Int) {
        for number in accounts[place].hindrances.indices {
            let hindrance = accounts[place].hindrances[number]
            let known = former.hindrances.first { $0.isSame(as: hindrance) }
            let stands = known.map { $0.level == hindrance.level && isNear($0.end, hindrance.end) }
            // What stood before the account was told of again may be older than that.
            let latest = former.isKnown ? observedFence(of: former) + 1 : 0
            accounts[place].hindrances[number].fence =
                stands == true ? known?.fence ?? 0 : latest
            if let since = former.isKnown ? known?.since : .zero {
                accounts[place].hindrances[number].since = since
            }
        }
        recover(former, place)
        accounts[place].isKnown = true
    }

    /// Keeps since when an account, or some of its models, has been limited, by one limit or by
    /// several one after the other, and when that was over.
    private mutating func recover(_ former: KnownAccount, _ place: Int) {
        var limited: [String?: Instant] = [:]
        for limit in accounts[place].hindrances
        where limit.isLimit && limit.end.map({ $0 > now }) ?? true {
            limited[limit.models] = former.limitedSince[limit.models] ?? limit.since
        }
        accounts[place].limitedSince = limited
        for (models, since) in former.limitedSince
        where limited[models] == nil && now - since > .seconds(5) {
            accounts[place].recoveredAt = now
            let ends = former.hindrances.filter { $0.isLimit && $0.models == models }.map(\.end)
            guard models == nil, ends.allSatisfy({ $0.map { $0 <= now } ?? false }) else {
                continue
            }
            accounts[place].limitEnd = ends.compactMap(\.self).max()
        }
    }

    private func observedFence(of account: KnownAccount) -> UInt64 {
        observedFences[account.account.provider] ?? 0
    }

    private func isNear(_ one: Instant?, _ other: Instant?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return max(one, other) - min(one, other) <= .milliseconds(2)
    }

    /// Judges that a report of a lease that is older than a block neither shortened it nor climbed
    /// its ladder, and that no bad news shortened any pause.
    private mutating func requireStanding(_ former: KnownAccount, _ place: Int) {
        guard let (lease, category) = step.report, !step.isCrowded, !step.hasReload,
            leases[lease].account == former.account.id,
            former.status == accounts[place].status, former.hindrances.count < 60,
            former.account.isEnabled, !former.account.isDraining
        else { return }
        for block in former.hindrances where block.end.map({ $0 > now }) ?? true {
            let isLate = leases[lease].fence < block.fence
            var isBadNews = category != "ok"
            if case .window = block.kind { isBadNews = false }
            guard isLate || isBadNews, !block.isSoft else { continue }
            let left = accounts[place].hindrances.first { $0.isSame(as: block) }
            let stands = left.map { left in
                left.end.map { end in block.end.map { end + .milliseconds(2) >= $0 } ?? false }
                    ?? true
            }
            require(
                stands ?? false, .blocksStand, "a block of \(former.account.id) was shortened")
            guard isLate, let left else { continue }
            require(
                left.level <= block.level, .burstIsOneStep,
                "\(former.account.id) took a step for a lease that is older than its pause")
        }
    }

    private mutating func requireDerived(_ place: Int, model: String?) {
        let account = accounts[place]
        let count = inFlight(of: account.account.id)
        var derived = account.hindrance(model, now)
        if derived == nil, count >= account.account.maxInFlight { derived = .atCapacity }
        let expected = (derived ?? .available).rawValue
        if derived == nil, account.state == "at_capacity", count >= account.allowance(now) {
            return
        }
        if account.state == "available", isTriedOut(account, model) { return }
        require(
            account.state == expected, .stateFollows,
            "\(account.account.id) is \(account.state) to \(model ?? "any"), not \(expected)")
    }
}
