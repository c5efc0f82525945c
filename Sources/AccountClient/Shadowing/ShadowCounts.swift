/// How often accountd and the caller's own pool agreed, since the shadow was made.
public struct ShadowCounts: Equatable, Sendable {
    /// The comparisons of one provider.
    public struct Provider: Equatable, Sendable {
        /// Those in which accountd would have lent the caller's account.
        public internal(set) var agreements = 0
        /// Those in which it would have lent another, or none.
        public internal(set) var differences = 0
        /// The differences in which it would not have lent the caller's account even without any
        /// other: ``ShadowDifference/isKeptAway``.
        public internal(set) var keptAway = 0
    }

    /// The providers that were compared, by their names: only such as the daemon knows.
    public internal(set) var providers: [String: Provider] = [:]
    /// Comparisons that were dropped, by the reason.
    public internal(set) var drops: [ShadowDrop.Reason: Int] = [:]

    /// All comparisons that were dropped.
    public var dropped: Int { drops.values.reduce(0, +) }

    /// Counts nothing yet.
    package init() {}

    /// Counts what an answered comparison has found.
    mutating func count(_ report: ShadowReport, of provider: String) {
        var counts = providers[provider] ?? Provider()
        switch report {
        case .agreement: counts.agreements += 1
        case .difference(let difference):
            counts.differences += 1
            if difference.isKeptAway { counts.keptAway += 1 }
        case .dropped: return
        }
        providers[provider] = counts
    }

    /// Counts a comparison that was dropped: by the reason alone, for the daemon has not said that
    /// there is such a provider, and names that anybody makes up must not be collected.
    mutating func count(_ drop: ShadowDrop) {
        drops[drop.reason, default: 0] += 1
    }
}

extension ShadowCounts: CustomStringConvertible {
    /// The counts in one line: "claude: 97 agree, 3 differ (1 kept away); 2 dropped (2 late)".
    public var description: String {
        var parts = providers.sorted { $0.key < $1.key }.map { name, counts in
            let away = counts.keptAway > 0 ? " (\(counts.keptAway) kept away)" : ""
            return "\(name): \(counts.agreements) agree, \(counts.differences) differ\(away)"
        }
        let reasons = ShadowDrop.Reason.allCases.compactMap { reason in
            drops[reason].map { "\($0) \(reason.rawValue)" }
        }
        if !reasons.isEmpty {
            parts.append("\(dropped) dropped (\(reasons.joined(separator: ", ")))")
        }
        return parts.isEmpty ? "nothing compared" : parts.joined(separator: "; ")
    }
}
