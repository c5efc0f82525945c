import Leasing

/// All that is known of one account, below its row.
struct AccountDetails {
    let drawing: Drawing
    let account: KnownAccount

    private static let indent = 4
    private static let title = 12

    /// The lines, wrapped to the width.
    func lines() -> [ScreenLine] {
        let summary = account.summary
        var lines = entry("account", identity(summary))
        lines += entry("credential", credential(summary))
        for window in summary.windows { lines += self.window(window) }
        for cooldown in summary.cooldowns { lines += self.cooldown(cooldown) }
        if let error = summary.lastError { lines += entry("last error", error) }
        lines += entry("requests", counters(summary))
        return lines
    }

    /// Characters for the names of windows.
    private var names: Int {
        let names = account.summary.windows.map { DisplayWidth.of($0.name) }
        return min(names.max() ?? 0, max(4, drawing.width / 5))
    }

    /// A title and its text, which goes on below itself.
    private func entry(_ title: String, _ text: String, _ paint: Paint? = nil) -> [ScreenLine] {
        let start = Self.indent + Self.title
        let wrapped = Wording.wrapped(text, to: max(8, drawing.width - start))
        return wrapped.enumerated().map { index, part in
            var line = ScreenLine(String(repeating: " ", count: Self.indent))
            line.add(index == 0 ? title : "", .faint, columns: Self.title)
            line.add(part, paint)
            return line
        }
    }

    private func identity(_ summary: AccountSummary) -> String {
        let label = summary.label.map { " “\($0)”" } ?? ""
        let state = Wording.state(summary.state)
        let status = Wording.state(summary.status)
        return "\(summary.id)\(label) of \(summary.provider): "
            + (state == status || status == "active" ? state : "\(state), its status is \(status)")
    }

    private func credential(_ summary: AccountSummary) -> String {
        var parts: [String] = []
        if let note = drawing.screen.known.credential.value, note.account == summary.id {
            parts.append(Wording.state(note.kind))
            if let source = note.source {
                parts.append(source == "file" ? "from the file" : source)
            }
            if let expiresIn = note.expiresIn {
                parts.append(expiresIn <= 0 ? "expired" : "expires \(moment(expiresIn))")
            }
        }
        if let generation = summary.generation { parts.append("generation \(generation)") }
        return parts.joined(separator: ", ")
    }

    private func window(_ window: AccountSummary.Window) -> [ScreenLine] {
        let paint = Drawing.paint(window)
        var line = ScreenLine(String(repeating: " ", count: Self.indent))
        line.add("window", .faint, columns: Self.title)
        line.add(window.name, columns: names)
        line.add(" ")
        let used = window.usedPercent ?? (window.isLimitReached ? 100 : 0)
        line.add(Gauge.bar(used, of: 100, cells: drawing.isWide ? 20 : 10), paint)
        line.add(" ")
        line.add(
            window.usedPercent == nil ? "" : Gauge.percent(used), paint, columns: 4,
            isNumber: true)
        var parts: [String] = []
        if window.isLimitReached { parts.append("used up") }
        if let resetsIn = window.resetsIn { parts.append("resets \(moment(resetsIn))") }
        if window.isLimitReached, window.resetsIn == nil { parts.append("until somebody acts") }
        if let models = window.models { parts.append("for \(models)") }
        if let learnt = window.learnt {
            let age = window.age.map { $0 + passed }
            parts.append(
                "by a \(learnt)" + (age.map { " \(Gauge.span(milliseconds: $0)) ago" } ?? ""))
        }
        return beside(line, parts)
            + cause(window.isLimitReached, rule: nil, kind: "window_exhausted")
    }

    /// Parts that stand behind a line where they have room, and below it where they do not.
    private func beside(_ line: ScreenLine, _ parts: [String]) -> [ScreenLine] {
        var lines = [line]
        for (index, part) in parts.enumerated() {
            let text = index + 1 < parts.count ? part + "," : part
            if lines[lines.count - 1].width + 1 + DisplayWidth.of(text) > drawing.width {
                lines.append(ScreenLine(String(repeating: " ", count: Self.indent + Self.title)))
            } else {
                lines[lines.count - 1].add(index == 0 ? "  " : " ")
            }
            lines[lines.count - 1].add(text)
        }
        return lines
    }

    private func cooldown(_ cooldown: AccountSummary.Cooldown) -> [ScreenLine] {
        var text = Wording.state(cooldown.reason)
        if let models = cooldown.models { text += " for \(models)" }
        text += cooldown.remaining.map { ", over \(moment($0))" } ?? ", until somebody acts"
        if let level = cooldown.level, level > 0 { text += ", step \(level)" }
        if let rule = cooldown.rule { text += ", by the rule \(rule)" }
        return entry("cooldown", text, .busy)
            + cause(true, rule: cooldown.rule, kind: "cooldown_opened")
    }

    /// The event that opened a block, as far as it has been told.
    private func cause(_ isBlock: Bool, rule: String?, kind: String) -> [ScreenLine] {
        guard isBlock,
            let event = drawing.screen.known.events.cause(
                of: account.summary.id, rule: rule, kind: kind)
        else { return [] }
        var parts: [String] = []
        if let status = event.upstreamStatus { parts.append("the upstream answered \(status)") }
        if let at = event.at { parts.append("at \(drawing.clock(at))") }
        if rule == nil, let rule = event.rule { parts.append("by the rule \(rule)") }
        if let lease = event.lease { parts.append("to lease \(lease)") }
        return parts.isEmpty ? [] : entry("  cause", parts.joined(separator: " "))
    }

    private func counters(_ summary: AccountSummary) -> String {
        let all = summary.successes.addingClamped(summary.failures)
        guard all > 0 else { return "none yet" }
        let share = Double(summary.failures) * 100 / Double(all)
        return "\(summary.successes) went well, \(summary.failures) failed"
            + (summary.failures > 0 ? " (\(Gauge.percent(share)))" : "")
    }

    private var passed: Int64 {
        max(0, (drawing.now - account.toldAt).nanoseconds / 1_000_000)
    }

    /// "in 2 h 10 min (13:45)"; without the clock when it is a matter of seconds.
    private func moment(_ told: Int64) -> String {
        let left = account.left(of: told, now: drawing.now)
        let span = "in \(Wording.span(milliseconds: left))"
        return left < 60_000 ? span : "\(span) (\(Wording.time(in: left, drawing.console)))"
    }
}
