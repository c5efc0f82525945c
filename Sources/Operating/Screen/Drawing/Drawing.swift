import Leasing
import Providers

/// What the parts of a picture have in common.
struct Drawing {
    let screen: PoolScreen
    let console: Console
    /// Characters of a line.
    let width: Int
    let now: Instant

    /// Whether there is room for what is good to know.
    var isWide: Bool { width >= 110 }

    /// Whether there is room for the essential only.
    var isNarrow: Bool { width < 60 }

    /// A time of day by the operator's clock, with seconds.
    func clock(_ time: UnixTime) -> String {
        let offset = console.secondsEastOfUTC(time.nanoseconds / 1_000_000_000)
        let date = CivilDate(of: time + .seconds(Int64(offset)))
        return [date.hour, date.minute, date.second]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// How a state stands out.
    static func paint(state: String) -> Paint? {
        switch state {
        case "available", "half_open": .good
        case "at_capacity", "cooldown", "draining": .busy
        case "quota", "auth_failed": .bad
        case "disabled": .faint
        case _: nil
        }
    }

    /// How the use of a window stands out.
    static func paint(_ window: AccountSummary.Window) -> Paint? {
        if window.isLimitReached { return .bad }
        return window.usedPercent ?? 0 >= 80 ? .busy : .good
    }
}
