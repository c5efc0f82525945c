import Leasing

/// An account as it was told, with the time since then taken into account.
struct KnownAccount: Equatable {
    let summary: AccountSummary
    /// When it was told.
    let toldAt: Instant

    /// Milliseconds that are left of a time that was told in milliseconds; none is left below zero.
    func left(of told: Int64, now: Instant) -> Int64 {
        max(0, told - max(0, (now - toldAt).nanoseconds / 1_000_000))
    }

    /// Whether a window or a pause keeps the account or some of its models.
    var isBlocked: Bool {
        !summary.cooldowns.isEmpty || summary.windows.contains(where: \.isLimitReached)
    }

    /// When a block ends or a window resets, whichever is first, in milliseconds; blocks go first.
    func nextReset(now: Instant) -> Int64? {
        let blocks =
            summary.windows.filter(\.isLimitReached).compactMap(\.resetsIn)
            + summary.cooldowns.compactMap(\.remaining)
        let times = blocks.isEmpty ? summary.windows.compactMap(\.resetsIn) : blocks
        return times.min().map { left(of: $0, now: now) }
    }

    /// How much somebody should look at it: the smaller, the more.
    var urgency: Int {
        switch summary.state {
        case "auth_failed": 0
        case "quota": 1
        case "cooldown": 2
        case "half_open": 3
        case "at_capacity": 4
        case "draining": 5
        case "disabled": 6
        case "available": summary.inUse > 0 ? 8 : 9
        case _: 7
        }
    }

    /// Whether a time that was told is over, so that it has changed without a word.
    func hasPassed(now: Instant) -> Bool {
        let times =
            summary.cooldowns.compactMap(\.remaining) + summary.windows.compactMap(\.resetsIn)
        return times.contains { $0 > 0 && left(of: $0, now: now) == 0 }
    }
}
