/// How an account stands towards a request, as accountd sees it (PROTOCOL.md, section 4).
public struct AccountStanding: Equatable, Sendable {
    /// What it may do, such as `available`, `cooldown`, `quota`; as on the wire.
    public let state: String
    /// The first rule that it does not pass, such as `cooldown`, or `order` when it is able and
    /// another goes first; `nil` when it passes all.
    public let rule: String?
    /// What that rule saw, for people.
    public let value: String?
    /// What brought the state about, when something did.
    public let cause: BlockCause?
    /// How long until it is able by itself, from the daemon's answer on; `nil` when it is, or when
    /// somebody must act.
    public let ableIn: Duration?

    /// Whether it could be lent.
    public var isAble: Bool { state == "available" || state == "half_open" }
}

/// What brought about that an account is blocked.
public struct BlockCause: Equatable, Sendable {
    /// When: RFC 3339, UTC, by the daemon's clock.
    public let at: String
    /// What it was found to be, such as `rate_limited`.
    public let reason: String
    /// The rule that found it, such as `anthropic.rate_limited`.
    public let rule: String
    /// What the upstream answered, when it did.
    public let upstreamStatus: Int?
    /// The quota window, when it is one.
    public let window: String?
    /// The models that are concerned, a pattern; `nil` for the whole account.
    public let models: String?
    /// The lease that reported it, told to its user alone.
    public let leaseID: String?
    /// Whose act it was, told to that user alone.
    public let uid: UInt32?
}

extension AccountStanding: CustomStringConvertible {
    /// The state, the rule, the end and the cause in one line.
    public var description: String {
        var text = state
        if let rule, rule != state { text += " by \(rule)" }
        if let value { text += " (\(value))" }
        if let ableIn {
            text += ", able in \(Self.seconds(ableIn)) s"
        } else if Self.needSomebody.contains(state) {
            text += " until somebody acts"
        }
        guard let cause else { return text }
        return "\(text); \(cause)"
    }

    /// The states that last until an operator ends them, unless the daemon says when they do.
    private static let needSomebody: Set = [
        "auth_failed", "cooldown", "disabled", "draining", "quota",
    ]

    private static func seconds(_ time: Duration) -> String {
        let (seconds, rest) = time.wholeMilliseconds.quotientAndRemainder(dividingBy: 1000)
        let digits = String(rest)
        return "\(seconds)." + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}

extension BlockCause: CustomStringConvertible {
    /// The reason, when, by which rule, and on whose report, in one line.
    public var description: String {
        var text = "\(reason) since \(at) by \(rule)"
        if let upstreamStatus { text += ", upstream \(upstreamStatus)" }
        if let window { text += ", window \(window)" }
        if let models { text += ", models \(models)" }
        if let leaseID { text += ", lease \(leaseID)" }
        if let uid { text += ", uid \(uid)" }
        return text
    }
}
