import Leasing

/// The buckets of an API key in the `anthropic-ratelimit-…` header fields.
enum AnthropicBuckets {
    private static let names = ["requests", "tokens", "input-tokens", "output-tokens"]

    /// The empty bucket that is full again last.
    static func empty(
        in headers: Headers, _ horizon: Horizon
    ) -> (name: String, reset: Hint?)? {
        let headers = headers.family(prefix)
        var latest: (name: String, reset: Hint?)?
        for name in names where remaining(name, headers) == 0 {
            let reset = Hint(reset(name, headers, horizon), .resetAt)
            let isLater = reset.map { $0.until > latest?.reset?.until ?? horizon.now } ?? false
            if latest == nil || isLater { latest = (name, reset) }
        }
        return latest
    }

    /// What the headers say of each bucket. An empty one fills again within a minute, and its 429
    /// says when; it is not reported as exhausted.
    static func readings(of headers: Headers, _ horizon: Horizon) -> [WindowReading] {
        let headers = headers.family(prefix)
        return names.compactMap { name in
            guard let left = remaining(name, headers),
                let limit = headers[name + "-limit"].flatMap({ Decimal.number($0) }),
                limit > 0, left <= limit
            else { return nil }
            return WindowReading(
                name, usedPercent: 100 * (limit - left) / limit,
                resetsAt: reset(name, headers, horizon), source: .header)
        }
    }

    private static let prefix = "anthropic-ratelimit-"

    private static func remaining(_ name: String, _ headers: Headers) -> Double? {
        headers[name + "-remaining"].flatMap { Decimal.number($0) }
    }

    private static func reset(
        _ name: String, _ headers: Headers, _ horizon: Horizon
    ) -> UnixTime? {
        horizon.accept(headers[name + "-reset"].flatMap { Timestamp.read($0) })
    }
}
