import Leasing

/// The buckets in the `x-ratelimit-…` header fields.
enum OpenAIWindows {
    /// Buckets by the end of their fields' names.
    private static let buckets = ["requests", "tokens", "tokens_usage_based"]

    /// Reads them.
    ///
    /// The reset is when a bucket is full again, not when the next request may go; so an empty
    /// bucket is no reason to leave the key alone, and none is reported as exhausted.
    static func readings(of headers: Headers, horizon: Horizon) -> [WindowReading] {
        buckets.compactMap { bucket in
            let limit = headers["x-ratelimit-limit-" + bucket].flatMap { Decimal.number($0) }
            let left = headers["x-ratelimit-remaining-" + bucket].flatMap { Decimal.number($0) }
            let reset = headers["x-ratelimit-reset-" + bucket].flatMap { DurationText.parse($0) }
            guard let limit, let left, limit > 0, left <= limit else { return nil }
            return WindowReading(
                bucket, usedPercent: 100 * (limit - left) / limit,
                resetsAt: horizon.after(reset), source: .header)
        }
    }
}
