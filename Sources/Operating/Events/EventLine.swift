import AccountClient

/// An event in words.
package struct EventLine {
    let console: Console
    /// Whether a line tells the date of another day than this one.
    let isDated: Bool

    /// Tells events to the reader of a console.
    package init(console: Console, isDated: Bool = true) {
        self.console = console
        self.isDated = isDated
    }

    /// Columns for the one that an event is about; a longer name moves what follows.
    private static let subjectColumns = 14
    /// Columns for the time of day.
    private static let timeColumns = 8

    /// The event in one line, and on a terminal in as many as its columns ask for.
    package func lines(_ event: PoolEvent) -> [String] {
        let subject = VisibleText.of(event.account ?? event.provider ?? "daemon")
        let clock = isDated ? Wording.time(at:_:) : Wording.clock(at:_:)
        let time = DisplayWidth.pad(clock(event.at, console), to: Self.timeColumns)
        let head = "\(time)  \(DisplayWidth.pad(subject, to: Self.subjectColumns))  "
        let text = VisibleText.of(([sentence(event)] + details(event)).joined(separator: "; "))
        guard console.isTerminal else { return [head + text] }
        let indent = Self.timeColumns + Self.subjectColumns + 4
        let wrapped = Wording.wrapped(text, to: max(30, console.columns - indent))
        let rest = wrapped.dropFirst().map { String(repeating: " ", count: indent) + $0 }
        let first = wrapped.first.map { painted($0, event) } ?? ""
        return [head + first] + rest
    }

    /// What caused something, without what it was: "the upstream answered 429 (rule codex.limit)".
    package func cause(_ event: PoolEvent) -> String {
        var parts = details(event)
        if parts.isEmpty { parts = [sentence(event)] }
        let time = event.at.isEmpty ? "" : "at \(Wording.time(at: event.at, console)): "
        return VisibleText.of(time + parts.joined(separator: "; "))
    }

    private func sentence(_ event: PoolEvent) -> String {
        let reason = event.reason.map(Wording.state)
        let why = reason.map { ": \($0)" } ?? ""
        let window = event.window.map(Wording.quota) ?? "a quota"
        return switch event.kind {
        case "account_status_update" where event.rule == Self.byOperator: status(event)
        case "account_status_update": status(event) + why
        case "window_exhausted": "\(window) is used up\(duration(event))\(scope(event))"
        case "window_opened": "\(window) is open again\(scope(event))"
        case "cooldown_opened": "cools down\(duration(event))\(scope(event))\(why)"
        case "cooldown_ended": "cooldown ended\(scope(event))\(why)"
        case "account_disabled": "disabled: gets no leases until somebody enables it\(why)"
        case "account_set": "changed by an operator\(why)"
        case "blocks_cleared": clearing(event)
        case "lease_ended": "lease \(event.status.map(Wording.state) ?? "ended")\(why)"
        case "select_refused": refusal(event)
        case "inventory_reloaded": "the inventory was read again\(why)"
        case "draining": "the daemon grants no more leases"
        case "resumed": "the daemon grants leases again"
        case _: Wording.state(event.kind) + (event.status.map { " \($0)" } ?? "") + why
        }
    }

    /// The rule by which an operator sets an account; who it was is told behind it.
    private static let byOperator = "operator.set"

    private func status(_ event: PoolEvent) -> String {
        switch event.status {
        case "active" where event.rule == Self.byOperator: "taken back into rotation"
        case "active": "able again"
        case "refreshing": "its credential is being refreshed"
        case "expired": "its credential is dead: put in a new one"
        case "suspended": "suspended by the upstream"
        case "disabled": "disabled"
        case "draining": "draining: no new leases"
        case let status: "is \(Wording.state(status ?? "changed"))"
        }
    }

    private func clearing(_ event: PoolEvent) -> String {
        switch event.count {
        case 0: "an operator found nothing to clear"
        case let count?: "\(Wording.count(count, "block")) cleared by an operator"
        case nil: "blocks cleared by an operator"
        }
    }

    private func refusal(_ event: PoolEvent) -> String {
        let count = event.count ?? 1
        var text = count > 1 ? "\(count) Selects were refused" : "a Select was refused"
        if let model = event.model { text += " for \(model)" }
        if let reason = event.reason { text += ": \(Self.word(reason))" }
        guard let blocked = event.blocked, blocked > 0 else { return text }
        return "\(text); able in \(Wording.span(milliseconds: blocked))"
    }

    /// A reason of the protocol's, QUEUE_FULL as "queue full", or the state that keeps most
    /// accounts, `at_capacity` as "no account is able: at capacity". The others are not told.
    private static func word(_ reason: String) -> String {
        reason.contains { $0.isLowercase }
            ? "no account is able: \(Wording.state(reason))"
            : Wording.state(reason.lowercased())
    }

    /// The kinds whose sentence names the models that they concern.
    private static let scoped: Set = [
        "window_exhausted", "window_opened", "cooldown_opened", "cooldown_ended", "select_refused",
    ]

    /// " (claude-opus-*)": the models that it concerns, when it is not all.
    private func scope(_ event: PoolEvent) -> String {
        event.model.map { " (\($0))" } ?? ""
    }

    /// " for 2 h 10 min", counted from when it happened.
    private func duration(_ event: PoolEvent) -> String {
        guard let blocked = event.blocked, blocked != 0 else { return "" }
        guard blocked > 0 else { return " until somebody acts" }
        return " for \(Wording.span(milliseconds: blocked))"
    }

    /// What caused it, as far as it is known.
    private func details(_ event: PoolEvent) -> [String] {
        var details: [String] = []
        if !Self.scoped.contains(event.kind), let model = event.model {
            details.append("for \(model)")
        }
        if let status = event.upstreamStatus { details.append("the upstream answered \(status)") }
        if let rule = event.rule { details.append("rule \(rule)") }
        switch (event.lease, event.user) {
        case (let lease?, let user?): details.append("lease \(lease) of uid \(user)")
        case (let lease?, nil): details.append("lease \(lease)")
        case (nil, let user?): details.append("by uid \(user)")
        case (nil, nil): break
        }
        return details
    }

    private func painted(_ text: String, _ event: PoolEvent) -> String {
        guard console.isColoured else { return text }
        let paint: Paint? =
            switch event.kind {
            case "window_exhausted", "account_disabled", "select_refused", "draining": .bad
            case "cooldown_opened": .busy
            case "window_opened", "cooldown_ended", "resumed": .good
            case "account_status_update": event.status == "active" ? .good : .bad
            case _: nil
            }
        return paint?(text) ?? text
    }
}
