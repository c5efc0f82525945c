import Leasing
import Persistence
import Simulation

/// Made-up memories of accounts.
enum Memories {
    /// When they are written.
    static let now = Moment(
        instant: Instant(nanoseconds: 5_000_000_000_000_000),
        unix: UnixTime(seconds: 1_800_000_000))

    /// One of which nothing was learnt.
    static func plain(_ id: String) -> AccountDocument {
        AccountDocument(
            memory: AccountMemory(
                id: id, provider: "p", generation: 1, records: AccountRecords()),
            credential: "f")
    }

    /// One of which anything may have been learnt, in whole microseconds before and after a moment.
    static func document(at now: Moment, _ random: inout SeededRandom) -> AccountDocument {
        var records = AccountRecords()
        records.successes = Int.random(in: 0...1_000_000, using: &random)
        records.failures = Int.random(in: 0...1_000_000, using: &random)
        records.cooldowns = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            cooldown(now, &random)
        }
        records.windows = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            window(now, &random)
        }
        records.clearings = [Clearing(model: "m", fence: 3), Clearing(model: nil, fence: 4)]
        records.refusals = [
            CredentialRefusal(generation: 2, at: past(now, &random), fence: 9)
        ]
        records.pathBlocks = [past(now, &random)]
        records.disabledBy = Bool.random(using: &random) ? cause(now, &random) : nil
        records.lastError = Bool.random(using: &random) ? cause(now, &random) : nil
        let statuses: [RotationStatus] = [
            .active, .expired, .suspended, .refreshing(until: now.instant + .seconds(20)),
        ]
        records.status = statuses.randomElement(using: &random) ?? .active
        if records.status != .active {
            records.statusCause = Provenance(rule: "r", at: now.instant + .seconds(-20))
            records.loginProbes = probes(now, isEnding: false, &random)
        }
        let memory = AccountMemory(
            id: "a", provider: "p", generation: Int.random(in: 1...99, using: &random),
            records: records, set: AccountChange(isEnabled: false, weight: 3),
            replaced: AccountChange(isEnabled: true, weight: 1))
        return AccountDocument(memory: memory, credential: "f\"\n")
    }

    private static func microseconds(
        _ range: ClosedRange<Int64>, _ random: inout SeededRandom
    ) -> Interval {
        Interval(nanoseconds: Int64.random(in: range, using: &random) * 1000)
    }

    private static func past(_ now: Moment, _ random: inout SeededRandom) -> Instant {
        now.instant + microseconds(-1_000_000_000...0, &random)
    }

    private static func cause(_ now: Moment, _ random: inout SeededRandom) -> Provenance {
        Provenance(
            rule: "anthropic.rate_limited", status: Bool.random(using: &random) ? 429 : nil,
            lease: Lease.ID(high: random.next(), low: random.next()),
            uid: UInt32.random(in: 0...70_000, using: &random), at: past(now, &random))
    }

    private static func models(_ random: inout SeededRandom) -> ModelPattern? {
        [nil, ModelPattern("claude-*"), .exactly("gpt-5"), .exactly("a*b")].randomElement(
            using: &random) ?? nil
    }

    private static func probes(
        _ now: Moment, isEnding: Bool, _ random: inout SeededRandom
    ) -> ProbePlan {
        let since = past(now, &random)
        let next = since + microseconds(0...90_000_000_000, &random)
        return ProbePlan(
            since: since, next: Bool.random(using: &random) ? next : .distantFuture,
            count: Int.random(in: 0...8, using: &random),
            first: microseconds(0...10_000_000_000, &random), isEnding: isEnding)
    }

    private static func cooldown(_ now: Moment, _ random: inout SeededRandom) -> Cooldown {
        let opened = past(now, &random)
        let until = opened + microseconds(0...90_000_000_000, &random)
        let reasons: [Finding.Category] = [.rateLimited, .cloudflareChallenge, .modelUnsupported]
        return Cooldown(
            models: models(&random), reason: reasons.randomElement(using: &random) ?? .transient,
            until: Bool.random(using: &random) ? until : nil,
            level: Int.random(in: 0...9, using: &random), openedAt: opened,
            openedFence: UInt64.random(in: 0...9_000_000_000_000_000, using: &random),
            probes: probes(now, isEnding: true, &random), provenance: cause(now, &random))
    }

    private static func window(_ now: Moment, _ random: inout SeededRandom) -> QuotaWindow {
        let cause = cause(now, &random)
        let percents: [Double?] = [nil, 0, 37.25, 100]
        return QuotaWindow(
            name: "5h", models: models(&random),
            usedPercent: percents.randomElement(using: &random) ?? nil,
            isLimitReached: Bool.random(using: &random),
            resetsAt: Bool.random(using: &random)
                ? cause.at + microseconds(0...90_000_000_000, &random) : nil,
            source: [.header, .body, .usage].randomElement(using: &random) ?? .body,
            provenance: cause, limitFence: UInt64.random(in: 0...900_000, using: &random),
            probes: probes(now, isEnding: true, &random))
    }
}
