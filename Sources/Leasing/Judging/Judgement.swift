/// What a client does next with its request.
package enum Advice: String, CaseIterable, Sendable {
    /// Select again without this account.
    case other
    /// Select this account again: its credential is, or will be, another.
    case same
    /// Select again and wait.
    case wait
    /// Give the caller what the upstream said.
    case none
}

/// What cut a retry short that the pool would have granted.
package enum AdviceLimit: String, Sendable {
    /// Bytes have reached the caller.
    case streamed
    /// The request has had its attempts.
    case attempts
    /// The provider's retries of the last seconds are used up.
    case budget
}

/// Why a report changed nothing.
package enum Skip: String, Sendable {
    /// This report, or a later one, was taken before.
    case duplicateSequence = "DUPLICATE_SEQ"
    /// It refuses a credential that has been replaced since.
    case staleGeneration = "STALE_GENERATION"
    /// Its lease ended too long ago.
    case leaseGone = "LEASE_GONE"
    /// An operator has cleared the account since the lease was granted.
    case clearedSince = "CLEARED_SINCE"
}

/// The answer to a report.
package struct Judgement: Hashable, Sendable {
    /// What was found.
    package var category: Finding.Category
    /// How much of the account it concerned.
    package var scope: Finding.Scope
    /// The quota window that was hit.
    package var window: String?
    /// The rule that matched.
    package var rule: String
    /// Why nothing was changed, if nothing was.
    package var skip: Skip?
    /// What the client does next.
    package var advice: Advice
    /// What cut a retry short.
    package var limit: AdviceLimit?
    /// When the next attempt makes sense, as a length of time.
    package var retryAfter: Interval?
    /// How long the account stays away from the lease's model: zero not at all,
    /// `Interval.untilSomeoneActs` without an end of its own.
    package var blocked: Interval
    /// What the account may do for the lease's model.
    package var accountState: AccountState
    /// Where the lease stands.
    package var leaseState: Lease.State
}

extension Interval {
    /// Stands for a block that ends only when somebody acts.
    package static let untilSomeoneActs = Interval(nanoseconds: -1)
}

/// What comes with a finding: the circumstances of the report.
package struct Report: Sendable {
    /// The report's number within its lease, from 1; `nil` for the next.
    package var sequence: Int?
    /// The upstream's status.
    package var status: Int?
    /// Whether bytes have reached the caller.
    package var isStreamed: Bool
    /// Whether the lease is given back with it.
    package var releases: Bool
    /// How long the upstream took, when the client has measured it.
    package var duration: Interval?
    /// How far the upstream's answer had come.
    package var phase: Phase

    /// How far an answer had come when it was reported, and what its duration is the time of; the
    /// raw value is its name on the wire.
    package enum Phase: String, CaseIterable, Sendable {
        case headers
        case firstByte = "first_byte"
        case midStream = "mid_stream"
        case end
        /// The client has not said.
        case unknown
    }

    /// Describes a report; what is left out is that of a plain answer.
    package init(
        sequence: Int? = nil, status: Int? = nil, isStreamed: Bool = false, releases: Bool = false,
        duration: Interval? = nil, phase: Phase = .unknown
    ) {
        self.sequence = sequence
        self.status = status
        self.isStreamed = isStreamed
        self.releases = releases
        self.duration = duration
        self.phase = phase
    }
}
