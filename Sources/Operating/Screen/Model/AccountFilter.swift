/// Which accounts of the screen are shown: those that have all words of a text somewhere.
struct AccountFilter: Equatable {
    /// The text as it was typed.
    var text = ""

    /// The most characters that are worth typing.
    static let longest = 64

    /// Whether an account has every word in its id, label, provider, state or what limits it.
    func matches(_ account: AccountSummary) -> Bool {
        let words = text.lowercased().split(separator: " ")
        guard !words.isEmpty else { return true }
        let parts =
            [account.id, account.label ?? "", account.provider, Wording.state(account.state)]
            + account.cooldowns.map { Wording.state($0.reason) } + account.windows.map(\.name)
        let subject = parts.joined(separator: " ").lowercased()
        return words.allSatisfy { subject.contains($0) }
    }
}
