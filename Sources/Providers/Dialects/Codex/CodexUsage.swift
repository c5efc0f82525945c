import JSON
import Leasing

/// The usage document of a ChatGPT login.
enum CodexUsage {
    /// Reads the plan's two windows, the one for code reviews, and the extra limits.
    static func readings(of document: JSONValue, _ horizon: Horizon) -> [WindowReading] {
        var readings = plan(document["rate_limit"], horizon)
        if let review = document["code_review_rate_limit"],
            var reading = window(review["primary_window"], of: review, horizon)
        {
            reading.name = "code_review"
            readings.append(reading)
        }
        for limit in extras(document["additional_rate_limits"]).prefix(16) {
            readings += extra(limit.name, limit.value, horizon)
        }
        return readings
    }

    /// The plan's windows. A limit that is reached without a window that says so is the plan's
    /// own: until when is not known.
    private static func plan(_ limit: JSONValue?, _ horizon: Horizon) -> [WindowReading] {
        guard let limit, limit.members != nil else { return [] }
        var readings: [WindowReading] = []
        for slot in ["primary", "secondary"] {
            guard var reading = window(limit[slot + "_window"], of: limit, horizon) else {
                continue
            }
            reading.name = slot
            readings.append(reading)
        }
        nameByLength(&readings)
        if limit["limit_reached"]?.boolean == true { markLimit(&readings) }
        return readings
    }

    /// The upstream's word that the limit is reached stands, whatever the shares say; but a window
    /// that has opened since makes the whole document a late one.
    private static func markLimit(_ readings: inout [WindowReading]) {
        if readings.isEmpty {
            readings.append(
                WindowReading("primary", isLimitReached: true, source: .usage))
        } else if !readings.contains(where: { $0.isLimitReached || $0.usedPercent == 0 }) {
            readings[0].isLimitReached = true
        }
    }

    private static func nameByLength(_ readings: inout [WindowReading]) {
        let names = readings.map { CodexWindows.name($0.name, $0.length) }
        guard Set(names).count == names.count else { return }
        for (index, name) in names.enumerated() { readings[index].name = name }
    }

    /// The windows in a stream's `codex.rate_limits` event, which has the fields of the headers.
    static func readings(ofEvent event: JSONValue, _ horizon: Horizon) -> [WindowReading] {
        let named = event["metered_limit_name"]?.string ?? event["limit_name"]?.string
        let limit = named.flatMap(CodexWindows.limitName) ?? "codex"
        var readings = ["primary", "secondary"].compactMap { slot in
            eventWindow(event["rate_limits"]?[slot], slot, horizon)
        }
        switch limit {
        case "codex": nameByLength(&readings)
        case "codex_code_review":
            readings = Array(readings.prefix(1))
            for index in readings.indices { readings[index].name = "code_review" }
        default:
            for index in readings.indices {
                let suffix = readings[index].name == "primary" ? "" : "_secondary"
                readings[index].name = limit + suffix
                readings[index].models = CodexWindows.models(of: limit, model: nil)
            }
        }
        return readings
    }

    private static func eventWindow(
        _ value: JSONValue?, _ slot: String, _ horizon: Horizon
    ) -> WindowReading? {
        guard let value, let used = Percent.check(value["used_percent"]?.double) else {
            return nil
        }
        let reset = end(of: value, horizon)
        let minutes = value["window_minutes"]?.double ?? 0
        return WindowReading(
            slot, usedPercent: reset.hasPassed ? 0 : used,
            isLimitReached: used >= 100 && reset.time != nil, resetsAt: reset.time,
            length: minutes > 0 && minutes < 1e6 ? .minutes(Int64(minutes)) : nil, source: .body)
    }

    /// The extra limits, which come as a list or as an object by name.
    private static func extras(_ value: JSONValue?) -> [(name: String?, value: JSONValue)] {
        if let list = value?.array { return list.map { (nil, $0) } }
        return (value?.members ?? []).map { ($0.name, $0.value) }
    }

    private static func extra(
        _ key: String?, _ value: JSONValue, _ horizon: Horizon
    ) -> [WindowReading] {
        let limit = value["rate_limit"] ?? value
        guard let id = value["metered_feature"]?.string ?? value["limit_id"]?.string ?? key,
            let name = CodexWindows.limitName(id)
        else { return [] }
        let isSpark = Words(value["limit_name"]?.string ?? "").contains("spark")
        let models =
            isSpark
            ? ModelPattern("*spark*") : CodexWindows.models(of: name, model: nil)
        return ["primary", "secondary"].compactMap { slot in
            guard var reading = window(limit[slot + "_window"], of: limit, horizon) else {
                return nil
            }
            reading.name = slot == "primary" ? name : name + "_secondary"
            reading.models = models
            return reading
        }
    }

    /// One window. Full is what is used up by its share, or by the limit's word when the window
    /// has no share of its own to tell.
    private static func window(
        _ value: JSONValue?, of limit: JSONValue, _ horizon: Horizon
    ) -> WindowReading? {
        guard let value, value.members != nil else { return nil }
        let used = Percent.check(value["used_percent"]?.double)
        let reset = end(of: value, horizon)
        let isReached = limit["limit_reached"]?.boolean == true
        guard used != nil || isReached || reset.time != nil else { return nil }
        let isFull = used.map { $0 >= 100 } ?? isReached
        return WindowReading(
            "", usedPercent: reset.hasPassed ? 0 : used,
            isLimitReached: isFull && !reset.hasPassed, resetsAt: reset.time,
            length: Timestamp.length(value["limit_window_seconds"]).flatMap {
                $0 > .zero && $0 <= Horizon.reach ? $0 : nil
            }, source: .usage)
    }

    private static func end(of value: JSONValue, _ horizon: Horizon) -> WindowEnd {
        if let time = Timestamp.read(value["reset_at"]) { return WindowEnd(time, horizon) }
        return WindowEnd(
            horizon.after(Timestamp.length(value["reset_after_seconds"])), horizon)
    }
}
