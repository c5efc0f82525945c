/// How long an account is to be left alone, and how that is known.
package enum Block: Hashable, Sendable {
    /// Not at all.
    case none
    /// Until a point in time that the upstream named or a fixed default gives.
    case until(UnixTime, basis: Basis)
    /// As long as the ladder's next step says.
    case ladder(Ladder)
    /// Until a person, a fresh credential or a usage snapshot ends it.
    case indefinite

    /// Where the end of a block comes from.
    package enum Basis: String, Sendable {
        /// An absolute time in the answer.
        case resetAt = "reset_at"
        /// A duration in the answer's body or in a reset header.
        case resetAfter = "reset_after"
        /// The `Retry-After` header.
        case retryAfter = "retry_after"
        /// A time or duration in the text of a structured message.
        case message
        /// This project's own default for the category.
        case `default`
        /// The first of the next month, UTC.
        case calendarMonth = "calendar_month"
        /// A day from now.
        case rolling24Hours = "rolling_24h"
    }

    /// Steps that grow with each new offence and are forgotten after a quiet time.
    package enum Ladder: String, Sendable {
        /// 1 s · 2ⁿ up to 30 min: a throttle without a hint.
        case throttle
        /// 10, 30, 90, 120 s: a Cloudflare challenge.
        case challenge
        /// 60, 300, 1800, 7200 s: an exhausted quota without a reset.
        case quota
        /// 10 min, 1 h, 6 h, 24 h: a person must validate the account.
        case validation

        /// The length of the block at a level, 0 being the first offence.
        package func step(_ level: Int) -> Interval {
            switch self {
            case .throttle: .seconds(min(1 << min(level, 11), 1800))
            case .challenge: .seconds(Self.clamped([10, 30, 90, 120], level))
            case .quota: .seconds(Self.clamped([60, 300, 1800, 7200], level))
            case .validation: .seconds(Self.clamped([600, 3600, 21_600, 86_400], level))
            }
        }

        private static func clamped(_ steps: [Int64], _ level: Int) -> Int64 {
            steps[min(max(level, 0), steps.count - 1)]
        }
    }
}
