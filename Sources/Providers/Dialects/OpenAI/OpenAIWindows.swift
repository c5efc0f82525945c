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
        let family = headers.family("x-ratelimit-")
        guard !family.isEmpty else { return [] }
        return buckets.compactMap { bucket in
            let limit = family["limit-" + bucket].flatMap { Decimal.number($0) }
            let left = family["remaining-" + bucket].flatMap { Decimal.number($0) }
            let reset = family["reset-" + bucket].flatMap { DurationText.parse($0) }
            guard let limit, let left, limit > 0, left <= limit else { return nil }
            return WindowReading(
                bucket, usedPercent: 100 * (limit - left) / limit,
                resetsAt: horizon.after(reset), source: .header)
        }
    }
}
