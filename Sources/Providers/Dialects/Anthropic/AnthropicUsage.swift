import JSON
import Leasing

/// The usage document of a Claude login. Its shares are percent, where the headers have fractions.
enum AnthropicUsage {
    /// Reads the windows under their own names and in the newer list of limits; of a window that
    /// both have, the first counts.
    static func readings(of document: JSONValue, _ horizon: Horizon) -> [WindowReading] {
        var readings: [WindowReading] = []
        for member in (document.members ?? []).prefix(64) {
            guard let reading = named(member.name, member.value, horizon) else { continue }
            readings.append(reading)
        }
        for limit in (document["limits"]?.array ?? []).prefix(64) {
            guard let reading = listed(limit, horizon),
                !readings.contains(where: { $0.name == reading.name })
            else { continue }
            readings.append(reading)
        }
        return readings
    }

    private static func named(
        _ name: String, _ value: JSONValue, _ horizon: Horizon
    ) -> WindowReading? {
        let used = Percent.check(value["utilization"]?.double)
        switch name {
        case "five_hour": return reading("5h", nil, used, value, horizon)
        case "seven_day": return reading("7d", nil, used, value, horizon)
        default:
            guard name.hasPrefix("seven_day_"),
                let family = ClaudeFamily(rawValue: String(name.dropFirst(10)))
            else { return nil }
            return reading(family.weeklyWindow, family, used, value, horizon)
        }
    }

    private static func listed(_ limit: JSONValue, _ horizon: Horizon) -> WindowReading? {
        let used = Percent.check(limit["percent"]?.double)
        switch limit["kind"]?.string {
        case "session": return reading("5h", nil, used, limit, horizon)
        case "weekly_all": return reading("7d", nil, used, limit, horizon)
        case "weekly_scoped":
            let model = limit["scope"]?["model"]
            let words = Words(model?["id"]?.string ?? model?["display_name"]?.string ?? "")
            guard let family = ClaudeFamily.allCases.first(where: { words.contains($0.rawValue) })
            else { return nil }
            return reading(family.weeklyWindow, family, used, limit, horizon)
        default: return nil
        }
    }

    private static func reading(
        _ name: String, _ family: ClaudeFamily?, _ used: Double?, _ value: JSONValue,
        _ horizon: Horizon
    ) -> WindowReading? {
        guard let used else { return nil }
        let reset = WindowEnd(Timestamp.read(value["resets_at"]), horizon)
        return WindowReading(
            name, models: family.map { ModelPattern($0.pattern) },
            usedPercent: reset.hasPassed ? 0 : used,
            isLimitReached: used >= 100 && !reset.hasPassed, resetsAt: reset.time,
            length: name == "5h" ? .hours(5) : .days(7), source: .usage)
    }
}

extension ClaudeFamily {
    /// The name of the family's own weekly window.
    var weeklyWindow: String { self == .fable ? "7d_oi" : "7d_" + rawValue }
}

/// When a window of a document opens, as far as the document is to be believed.
struct WindowEnd {
    /// The time, when it lies ahead.
    let time: UnixTime?
    /// Whether the window has opened since; the document is late.
    let hasPassed: Bool

    init(_ time: UnixTime?, _ horizon: Horizon) {
        self.time = horizon.accept(time)
        hasPassed = time.map { $0 <= horizon.now } ?? false
    }
}
