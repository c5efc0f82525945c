import Leasing
import Seeding
import Testing

extension PoolHistory {
    private mutating func finding() -> Finding {
        let scope: Finding.Scope = random.pick([
            .account, .models(ModelPattern("a-*")), .models(ModelPattern("b")), .none,
        ])
        let seconds = Interval.milliseconds(Int64(random.below(40_000) + 1))
        let end = Block.until(moment.unix + seconds, basis: .default)
        let isStructured = random.once(in: 4)
        var finding = random.pick([
            .ok, .ok, .ok, .throttled(scope), .throttled(.account), .throttled(end, scope),
            .exhausted(end, scope), .exhausted(.indefinite, scope),
            .exhausted(.ladder(.quota), scope), .unauthorized(isStructured: isStructured),
            .transient(end, scope), .transient(.none, .none),
            Finding(.overloaded, retry: .other, rule: "overloaded"),
            Finding(.overloaded, scope: scope, block: end, retry: .other, rule: "overloaded"),
            Finding(.emptyResponse, retry: .other, rule: "empty"),
            Finding(.clientError, scope: scope, block: end, rule: "client"),
            Finding(.modelUnsupported, scope: scope, block: end, retry: .other, rule: "model"),
            Finding(.cloudflarePathBlock, retry: .other, rule: "path"),
            Finding(
                .cloudflareChallenge, scope: .account, block: .ladder(.challenge), retry: .other,
                rule: "challenge"),
            Finding(
                .accountSuspended, scope: .account, block: .indefinite, retry: .other,
                isStructured: isStructured, rule: "banned"),
        ])
        while random.once(in: 4) { finding.readings.append(reading()) }
        return finding
    }

    private mutating func reading() -> WindowReading {
        let end = moment.unix + .seconds(Int64(random.below(120)) - 20)
        return WindowReading(
            random.pick(["primary", "secondary", "code_review"]),
            models: random.pick([nil, nil, ModelPattern("a-*")]),
            usedPercent: random.pick([nil, 50, 90, 99.5]),
            isLimitReached: random.once(in: 3), resetsAt: random.once(in: 4) ? nil : end,
            source: .header)
    }

    mutating func report() throws {
        guard let place = someLease(), let id = slow.leases[place].id else { return }
        let uid = slow.leases[place].uid
        let holder = holder(of: uid)
        let finding = finding()
        let report = Report(
            sequence: random.once(in: 2) ? nil : random.below(4) + 1,
            isStreamed: random.once(in: 6), releases: random.once(in: 2))
        let expectedSkip = skip(slow.leases[place], finding, report)
        adopt(place, by: holder)
        do throws(Refusal) {
            let judgement = try pool.judge(
                id, by: holder, uid: uid, finding, report, chance: random.next(), now: moment)
            expect(judgement.skip == expectedSkip, "\(expectedSkip as Any)")
            follow(judgement, place, finding, report)
        } catch {
            expect(false, "a remembered lease is not judged: \(error)")
        }
    }

    private func skip(_ lease: SlowLease, _ finding: Finding, _ report: Report) -> Skip? {
        let entry = slow.entries[lease.account]
        let isGone = entry?.incarnation != lease.incarnation
        if !lease.isLive, isGone || now - lease.end > .seconds(60) { return .leaseGone }
        if let sequence = report.sequence, sequence <= lease.sequence { return .duplicateSequence }
        let refuses = [.authExpired, .authRevoked].contains(finding.category)
        if refuses, lease.generation != entry?.account.generation { return .staleGeneration }
        let isCleared = (entry?.clearings ?? []).contains { clearing in
            lease.fence < clearing.fence
                && (clearing.model == nil || clearing.model == lease.wish.model)
        }
        return isCleared && finding.category != .ok ? .clearedSince : nil
    }

    /// Does to the plain pool what the report has done to the pool, and compares the answer.
    private mutating func follow(
        _ judgement: Judgement, _ place: Int, _ finding: Finding, _ report: Report
    ) {
        let lease = slow.leases[place]
        let provider = slow.entries[lease.account]?.account.provider ?? ""
        let isTaken = judgement.skip != .duplicateSequence && judgement.skip != .leaseGone
        if isTaken { slow.leases[place].sequence = report.sequence ?? lease.sequence + 1 }
        let isThrottledAlike =
            judgement.skip == nil && countThrottle(finding, lease, provider: provider)
        if judgement.skip == nil {
            slow.leases[place].isFailing = PlainVerdict.isWorthRetrying(finding)
            if finding.category == .ok { successes[provider, default: []].append(now) }
            slow.learn(summaries, now: now)
            slow.serve(now: now)
            slow.refuseHopeless(now: now)
        }
        if report.releases, lease.isLive { endReported(place) }
        if isTaken {
            let verdict = slow.verdict(
                on: lease, finding, report, skip: judgement.skip, provider: provider,
                isThrottledAlike: isThrottledAlike, now: now)
            check(judgement, verdict, provider: provider)
        }
        if isTaken, judgement.advice == .same, slow.leases[place].isLive { endReported(place) }
        checkStanding(judgement, slow.leases[place])
    }

    private mutating func endReported(_ place: Int) {
        slow.end(place, as: .released, now: now)
        slow.serve(now: now)
    }

    private mutating func countThrottle(
        _ finding: Finding, _ lease: SlowLease, provider: String
    ) -> Bool {
        guard finding.category == .rateLimited, finding.block == .ladder(.throttle) else {
            return false
        }
        let recent = (throttles[provider] ?? []).filter { now - $0.at < .seconds(5) }
        let isLimited = Set(recent.map { "\($0.account) \($0.incarnation)" }).count > 1
        throttles[provider] = recent + [(lease.account, lease.incarnation, now)]
        return isLimited
    }

    private mutating func check(
        _ judgement: Judgement, _ verdict: PlainVerdict, provider: String
    ) {
        let isRetry = [.other, .wait].contains(judgement.advice)
        let spent = (retries[provider] ?? []).filter { now - $0 < .milliseconds(10_250) }
        if judgement.limit == .budget {
            expect([.other, .wait].contains(verdict.advice))
            expect(spent.count >= 10)
        } else {
            expect(judgement.advice == verdict.advice, "\(judgement)")
            expect(judgement.limit == verdict.limit)
        }
        expect(judgement.retryAfter == verdict.retryAfter)
        guard isRetry else { return }
        retries[provider] = spent + [now]
        let inSpan = (spent + [now]).filter { now - $0 < .seconds(10) }
        let good = (successes[provider] ?? []).filter { now - $0 < .seconds(10) }
        expect(inSpan.count <= 10 + good.count / 5)
    }

    private mutating func checkStanding(_ judgement: Judgement, _ lease: SlowLease) {
        expect(judgement.leaseState == lease.state)
        guard slow.entries[lease.account]?.incarnation == lease.incarnation else {
            return expect(judgement.accountState == .disabled)
        }
        let wish = Wish(provider: "", model: lease.wish.model)
        let standing = slow.standing(lease.account, wish, now)
        expect(judgement.accountState == slow.state(of: lease.account, wish, now))
        let isFull = standing.contains { $0.state == .atCapacity }
        let end = isFull ? now : standing.map(\.end).max() ?? now
        let blocked: Interval = end == .distantFuture ? .untilSomeoneActs : end - now
        expect(judgement.blocked == blocked)
    }
}
