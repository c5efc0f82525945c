import AccountClient

/// What a Select would do, in sentences.
package struct ExplanationText {
    let explanation: Explanation
    let subject: Subject
    let console: Console
    /// What the strategy saw of the account that is chosen.
    private let order: String?

    /// What was asked about.
    package enum Subject: Equatable, Sendable {
        /// A Select's parameters.
        case select(provider: String, model: String?)
        /// A lease.
        case lease(String)
    }

    /// Tells an explanation to the reader of a console.
    package init(_ explanation: Explanation, of subject: Subject, console: Console) {
        self.explanation = explanation
        self.subject = subject
        self.console = console
        let chosen = explanation.accounts.first { $0.id == explanation.chosen }
        order = chosen?.rules.last { $0.name == "order" }?.value
    }

    /// The lines, without a line feed at the end of any: first who is chosen and why, then a line
    /// for each other account, and below it what caused its block.
    package func lines() -> [String] {
        let others = explanation.accounts.filter { $0.id != explanation.chosen || isLease }
        let width = min(24, others.map { DisplayWidth.of(VisibleText.of($0.id)) }.max() ?? 0)
        let blocks = others.map { account in
            let name = DisplayWidth.pad(VisibleText.of(account.id), to: width)
            return broken(name + "  ", VisibleText.of(sentence(account)), indent: width + 2)
                + cause(account, indent: width + 2)
        }
        let head = broken("", VisibleText.of(headline), indent: 0)
        return head + (blocks.isEmpty ? [] : [""]) + blocks.flatMap(\.self)
    }

    private var isLease: Bool {
        if case .lease = subject { true } else { false }
    }

    private var headline: String {
        let why = explanation.why.isEmpty ? "" : ": \(reason(explanation.why))"
        switch (subject, explanation.chosen) {
        case (.lease(let id), let chosen?):
            return "Lease \(id) lends \(chosen); its Select would find this now:"
        case (.lease(let id), nil): return "Lease \(id)\(why)."
        case (.select, let chosen?): return "\(wish) would get \(chosen)\(why)."
        case (.select, nil): return "\(wish) would get no account\(why).\(next)"
        }
    }

    private var wish: String {
        guard case .select(let provider, let model) = subject else { return "" }
        return "A Select of \(provider)" + (model.map { " for \($0)" } ?? "")
    }

    /// Who is able first.
    private var next: String {
        let waiting = explanation.accounts.compactMap { account in
            let first = [account.eligibleIn, account.probeIn].compactMap(\.self).min()
            return first.map {
                (id: account.id, milliseconds: $0, isProbe: account.eligibleIn != $0)
            }
        }
        guard
            let first = waiting.min(by: { ($0.milliseconds, $0.id) < ($1.milliseconds, $1.id) })
        else {
            return isLeaseAwaited
                ? " One becomes able when a lease ends." : " None becomes able by itself."
        }
        return " The first is \(first.id), \(Wording.moment(in: first.milliseconds, console))"
            + (first.isProbe ? ", to be tried out" : "")
            + (isLeaseAwaited ? ", or another when a lease ends." : ".")
    }

    /// Whether an account carries as many leases as it may, so that the end of one is enough.
    private var isLeaseAwaited: Bool {
        explanation.accounts.contains { $0.state == "at_capacity" && $0.eligibleIn == nil }
    }

    private func sentence(_ account: Explanation.Account) -> String {
        var text = state(account)
        if let eligibleIn = account.eligibleIn, eligibleIn > 0 {
            text += "; able \(Wording.moment(in: eligibleIn, console))"
        } else if Self.blocked.contains(account.state) {
            text += "; not able until somebody acts"
        }
        if let probeIn = account.probeIn, probeIn < account.eligibleIn ?? .max {
            let moment = probeIn > 0 ? Wording.moment(in: probeIn, console) : "at once"
            text += "; tried out \(moment) if nothing else is able"
        }
        return text
    }

    /// The states that end by themselves at a time that is told, or not at all.
    private static let blocked: Set = ["auth_failed", "cooldown", "disabled", "draining", "quota"]

    private func state(_ account: Explanation.Account) -> String {
        let value = account.failed?.value.map { " (\($0))" } ?? ""
        switch account.state {
        case "available":
            if account.id == explanation.chosen { return "available; it carries this lease" }
            guard let rule = account.failed else { return "available" }
            return "available, but \(loss(rule))"
        case "half_open": return "blocked, and the next to be tried out"
        case "disabled": return "disabled\(value)"
        case "draining": return "draining: gets no new leases"
        case "auth_failed": return Self.credential(account)
        case "model_unsupported": return "does not serve the model\(value)"
        case "excluded": return "excluded by the request"
        case "quota": return "a quota is used up\(value)"
        case "cooldown": return "cools down\(Wording.state(value))"
        case "at_capacity" where account.failed?.name == "recovery":
            return "takes on leases one by one after a block\(value)"
        case "at_capacity": return "carries as many leases as it may\(value)"
        case let state: return Wording.state(state) + value
        }
    }

    /// What is wrong with a credential, whatever its kind: one is refused, or its time is over.
    private static func credential(_ account: Explanation.Account) -> String {
        switch account.failed?.value {
        case "expired" where account.cause?.reason == "credential_expired":
            "its credential has expired"
        case "expired": "its credential is dead: put in a new one"
        case "refreshing": "its credential is being refreshed"
        case "suspended": "suspended by the upstream"
        case let status?: "its credential does not authorize (\(status))"
        case nil: "its credential does not authorize"
        }
    }

    /// Why an account that could have been chosen was not.
    private func loss(_ rule: Explanation.Rule) -> String {
        let rest = isTied(rule) ? ", and the other has rested longer" : ""
        let value = rule.value.map { " (\($0)\(rest))" } ?? ""
        switch rule.name {
        case "priority": return "others of a lower priority number go first\(value)"
        case "session": return "the session stays with its account\(value)"
        case "order": return "the strategy takes another first\(value.replacing("_", with: " "))"
        case let name: return "another goes first by \(Wording.state(name))\(value)"
        }
    }

    /// Why an account is chosen, or none is.
    private func reason(_ why: String) -> String {
        switch why {
        case "named": return "the request names it"
        case "session": return "its session has it"
        case "only": return "no other is able"
        case "priority": return "no other able account has as low a priority number"
        case "strategy":
            let rest = hasTied ? " as of others, and it has rested longest" : ""
            let value = order.map { " (\(Wording.state($0))\(rest))" } ?? ""
            return "the strategy takes it before others that are able\(value)"
        case "half_open": return "all are blocked, and it is tried out"
        case "session_busy": return "its session's account is busy and worth a short wait"
        case "none_eligible": return "none is able"
        case _:
            let text = why.contains(" ") ? why : Wording.state(why)
            return text.hasSuffix(".") ? String(text.dropLast()) : text
        }
    }

    /// Whether another that is able is as busy as the account that is taken.
    private var hasTied: Bool {
        explanation.accounts.contains { account in
            account.state == "available" && account.failed.map(isTied) ?? false
        }
    }

    /// Whether the strategy saw the same of an account that it does not take as of the one that it
    /// takes: of those that are equally busy it takes the one that has rested longest.
    private func isTied(_ rule: Explanation.Rule) -> Bool {
        guard explanation.why == "strategy", let order, order.hasPrefix("least_busy") else {
            return false
        }
        return rule.name == "order" && rule.value == order
    }

    private func cause(_ account: Explanation.Account, indent: Int) -> [String] {
        guard let event = account.cause else { return [] }
        let text = "because " + EventLine(console: console).cause(event)
        return broken(String(repeating: " ", count: indent), text, indent: indent)
    }

    /// A text behind a head, broken between words where a person reads it.
    private func broken(_ head: String, _ text: String, indent: Int) -> [String] {
        guard console.isTerminal else { return [head + text] }
        let lines = Wording.wrapped(text, to: max(30, console.columns - DisplayWidth.of(head)))
        let rest = lines.dropFirst().map { String(repeating: " ", count: indent) + $0 }
        return [head + (lines.first ?? "")] + rest
    }
}
