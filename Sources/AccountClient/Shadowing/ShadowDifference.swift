/// Where accountd would not have lent the account that the caller used.
///
/// As text it is one line, fit for a log, that names no session and no secret.
public struct ShadowDifference: Equatable, Sendable {
    /// What both accounts were chosen for.
    public let wish: Wish
    /// The account that the caller used.
    public let own: String
    /// The account that accountd would have lent; `nil` when it would have lent none.
    public let chosen: String?
    /// Why that one, or why none: a word such as `only`, `strategy`, `none_eligible` (PROTOCOL.md,
    /// section 4).
    public let why: String
    /// What keeps the caller's account away; `nil` when accountd has no account of its name.
    public let standing: AccountStanding?

    /// Whether accountd would not have lent the caller's account even without any other: it is
    /// blocked, busy, excluded or unknown. Else it is able, and another only goes before it.
    public var isKeptAway: Bool { standing?.isAble != true }

    /// States a difference.
    package init(wish: Wish, own: String, chosen: String?, why: String, standing: AccountStanding?)
    {
        self.wish = wish
        self.own = own
        self.chosen = chosen
        self.why = why
        self.standing = standing
    }
}

extension ShadowDifference: CustomStringConvertible {
    /// Both accounts, why accountd chooses as it does, and what keeps the caller's account away.
    public var description: String {
        let question = [wish.provider, wish.model].compactMap(\.self).joined(separator: " ")
        let other = chosen ?? "none"
        let reason =
            switch standing {
            case nil: "it has no \(own)"
            case let standing? where standing.isAble:
                "\(own) is able but goes after it: \(standing)"
            case let standing?: "\(own) is kept away: \(standing)"
            }
        return VisibleText.of(
            "\(question): the caller used \(own), accountd would lend \(other) (\(why)); \(reason)")
    }
}
