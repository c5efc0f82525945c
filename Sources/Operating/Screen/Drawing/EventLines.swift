import Leasing

/// The last events, the newest at the bottom.
struct EventLines {
    let drawing: Drawing

    /// So many lines at most, a title first.
    func lines(atMost most: Int) -> [ScreenLine] {
        guard most >= 2 else { return [] }
        let known = drawing.screen.known
        if known.tellsEvents == .notTold {
            return [ScreenLine("  this daemon does not tell its events", .faint)]
        }
        let events = drawing.screen.shownEvents.suffix(most - 1)
        guard !events.isEmpty else { return [] }
        let kinds = events.map { DisplayWidth.of(Self.kind($0)) }.max() ?? 0
        let names = events.map { DisplayWidth.of($0.account ?? $0.provider ?? "") }.max() ?? 0
        let columns = Columns(
            kind: min(kinds, max(8, drawing.width / 4)), name: min(names, drawing.width / 4))
        return [ScreenLine("  EVENTS", .heading)] + events.map { line(of: $0, columns) }
    }

    private struct Columns {
        let kind, name: Int
    }

    private func line(of event: ScreenEvent, _ columns: Columns) -> ScreenLine {
        var line = ScreenLine("  ")
        line.add(event.at.map(drawing.clock) ?? "", .faint, columns: 8)
        line.add("  ")
        line.add(Self.kind(event), Self.paint(event), columns: columns.kind)
        line.add("  ")
        if columns.name > 0 {
            line.add(event.account ?? event.provider ?? "", columns: columns.name)
            line.add("  ")
        }
        line.add(detail(event))
        return line
    }

    /// What an event tells besides its kind and account.
    private func detail(_ event: ScreenEvent) -> String {
        var parts: [String] = []
        if let window = event.window { parts.append(window) }
        parts += standing(event)
        if let model = event.model { parts.append("for \(model)") }
        if let blocked = event.blocked {
            parts.append(
                blocked < 0 ? "until somebody acts" : "for \(Gauge.span(milliseconds: blocked))")
        }
        if let count = event.count { parts += Self.counted(count, event.kind) }
        if let status = event.upstreamStatus { parts.append("after a \(status)") }
        if let user = event.user, Self.operators.contains(event.kind) {
            parts.append("by uid \(user)")
        }
        if let rule = event.rule { parts.append("(\(rule))") }
        return parts.joined(separator: " ")
    }

    /// How what it is about stands since, and why; an operator's act is reason enough.
    private func standing(_ event: ScreenEvent) -> [String] {
        if event.kind == "account_status_update", event.rule == "operator.set" {
            let isActive = event.status == "active"
            return [isActive ? "taken back into rotation" : Wording.state(event.status ?? "")]
        }
        let reason = event.reason.map(Wording.state)
        let status = event.status.map { Wording.state($0) + (reason == nil ? "" : ":") }
        return [status, reason].compactMap(\.self)
    }

    /// What an event counts: the like of it, the blocks that it ended, or accounts.
    private static func counted(_ count: Int64, _ kind: String) -> [String] {
        switch kind {
        case "blocks_cleared": [count == 0 ? "nothing to clear" : Wording.count(count, "block")]
        case "inventory_reloaded": [Wording.count(count, "account")]
        case _: count > 1 ? ["\(count) times"] : []
        }
    }

    /// The kind in words; that a status is an account's goes without saying.
    private static func kind(_ event: ScreenEvent) -> String {
        event.kind == "account_status_update" ? "status update" : Wording.state(event.kind)
    }

    /// Kinds of what people do: who did it is worth room.
    private static let operators: Set = [
        "account_set", "blocks_cleared", "account_disabled", "draining", "resumed", "lease_ended",
    ]

    private static func paint(_ event: ScreenEvent) -> Paint? {
        switch event.kind {
        case "window_exhausted", "account_disabled": .bad
        case "cooldown_opened", "select_refused", "draining": .busy
        case "window_opened", "cooldown_ended", "blocks_cleared", "resumed": .good
        case "account_status_update": event.status == "active" ? .good : .bad
        case _: nil
        }
    }
}
