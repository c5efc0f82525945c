import JSON
import Leasing

/// The quotas of a Cloud Code account, model by model.
///
/// The ledger lags behind: it has shown everything left to an account that was being refused. So a
/// reading of room ends nothing that a 429 said; that is for the pool to hold.
enum GoogleUsage {
    /// One quota as either document has it.
    private struct Quota {
        let model: String
        let remaining: Double
        let reset: UnixTime?
    }

    /// Reads `fetchAvailableModels` or `retrieveUserQuota`.
    ///
    /// - Parameter sharesClaude: whether the Claude models count as one quota: then what is least
    ///   of them counts, and what opens first.
    static func readings(
        of document: JSONValue, _ horizon: Horizon, sharesClaude: Bool
    ) -> [WindowReading] {
        var order: [String] = []
        var quotas: [String: Quota] = [:]
        for quota in models(document) + buckets(document) {
            let isClaude = sharesClaude && Words(quota.model).starts(with: "claude")
            let pattern = isClaude ? "claude*" : quota.model
            if let known = quotas[pattern] {
                quotas[pattern] = least(known, quota)
            } else {
                order.append(pattern)
                quotas[pattern] = quota
            }
        }
        return order.compactMap { pattern in
            quotas[pattern].map { reading($0, pattern, horizon) }
        }
    }

    private static func reading(
        _ quota: Quota, _ pattern: String, _ horizon: Horizon
    ) -> WindowReading {
        let end = WindowEnd(quota.reset, horizon)
        return WindowReading(
            "quota", models: ModelPattern(pattern),
            usedPercent: end.hasPassed ? 0 : 100 * (1 - quota.remaining),
            isLimitReached: quota.remaining <= 0 && !end.hasPassed, resetsAt: end.time,
            source: .usage)
    }

    private static func least(_ one: Quota, _ other: Quota) -> Quota {
        Quota(
            model: one.model, remaining: min(one.remaining, other.remaining),
            reset: [one.reset, other.reset].compactMap(\.self).min())
    }

    private static func models(_ document: JSONValue) -> [Quota] {
        (document["models"]?.members ?? []).prefix(128).compactMap { member in
            guard let info = member.value["quotaInfo"], info.members != nil else { return nil }
            return quota(member.name, info)
        }
    }

    private static func buckets(_ document: JSONValue) -> [Quota] {
        (document["buckets"]?.array ?? []).prefix(128).compactMap { bucket in
            bucket["modelId"]?.string.flatMap { quota($0, bucket) }
        }
    }

    /// A quota without a share has none left; one whose share is no share is not read.
    private static func quota(_ model: String, _ value: JSONValue) -> Quota? {
        guard HeaderSyntax.isWord(model), model.utf8.count <= 128 else { return nil }
        let share = value["remainingFraction"].flatMap { $0.isNull ? nil : $0 }
        guard let share else {
            return Quota(model: model, remaining: 0, reset: Timestamp.read(value["resetTime"]))
        }
        guard let remaining = share.double, (0...1).contains(remaining) else { return nil }
        return Quota(
            model: model, remaining: remaining, reset: Timestamp.read(value["resetTime"]))
    }
}
