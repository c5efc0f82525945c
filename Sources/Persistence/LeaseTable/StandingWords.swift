import Leasing

/// Where a lease stands, in four words.
struct StandingWords: Equatable {
    var state: UInt64
    var deadline: UInt64
    var report: UInt64
    var verdict: UInt64

    private static let ends: [(end: Lease.End, code: UInt64)] = [
        (.released, 2), (.expired, 3), (.revoked, 4),
    ]
    private static let advices: [Advice] = [.none, .other, .same, .wait]
    private static let limits: [AdviceLimit] = [.streamed, .attempts, .budget]
    private static let living: UInt64 = 1
    /// The longest wait that is kept, two years.
    private static let longest = UInt64.max >> 8

    init(state: UInt64, deadline: UInt64, report: UInt64, verdict: UInt64) {
        self.state = state
        self.deadline = deadline
        self.report = report
        self.verdict = verdict
    }

    init(_ standing: LeaseStanding) {
        state =
            standing.ending.map { $0.at.nanoseconds << 3 | Self.code(of: $0.end) } ?? Self.living
        deadline = standing.deadline.nanoseconds
        report = UInt64(standing.sequence) << 1 | (standing.isFailing ? 1 : 0)
        let advice = Self.advices.firstIndex(of: standing.verdict.advice) ?? 0
        let limit = standing.verdict.limit.flatMap { Self.limits.firstIndex(of: $0) } ?? -1
        let wait = standing.verdict.retryAfter.map { UInt64(max(0, $0.nanoseconds)) + 1 } ?? 0
        verdict = UInt64(advice) | UInt64(limit + 1) << 4 | min(wait, Self.longest) << 8
    }

    /// What the words say; `nil` when they were never written so.
    var standing: LeaseStanding? {
        let (advice, limit, wait) = (Int(verdict & 0xF), Int(verdict >> 4 & 0xF), verdict >> 8)
        guard advice < Self.advices.count, limit <= Self.limits.count else { return nil }
        var ending: LeaseStanding.Ending?
        if state != Self.living {
            guard let end = Self.ends.first(where: { $0.code == state & 7 })?.end else {
                return nil
            }
            ending = LeaseStanding.Ending(end: end, at: Instant(nanoseconds: state >> 3))
        }
        return LeaseStanding(
            deadline: Instant(nanoseconds: deadline), sequence: Int(report >> 1),
            isFailing: report & 1 == 1,
            verdict: Verdict(
                advice: Self.advices[advice], limit: limit == 0 ? nil : Self.limits[limit - 1],
                retryAfter: wait == 0 ? nil : Interval(nanoseconds: Int64(wait - 1))),
            ending: ending)
    }

    private static func code(of end: Lease.End) -> UInt64 {
        ends.first { $0.end == end }?.code ?? living
    }
}
