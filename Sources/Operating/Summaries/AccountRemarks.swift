import AccountClient

/// What limits an account, and until when, in words.
struct AccountRemarks {
    let console: Console

    /// Percent of a window from which its use is worth a remark.
    private static let worthSaying = 80.0

    /// The remarks, the one that matters most first.
    ///
    /// - Parameter credential: the kind of the account's credential, where it is known.
    func of(_ account: AccountSummary, credential: String? = nil) -> [String] {
        var remarks = standing(account, credential)
        let windows = account.windows.filter(\.isLimitReached)
        let pauses = account.cooldowns
        // What concerns the whole account stands before what concerns some models.
        for isScoped in [false, true] {
            remarks += windows.filter { ($0.models != nil) == isScoped }.map(quota)
            remarks += pauses.filter { ($0.models != nil) == isScoped }.map(pause)
        }
        remarks += account.windows.filter { isNearlyUsed($0) }.map(use)
        return remarks.map(VisibleText.of)
    }

    /// What keeps an account from being lent though it is in rotation, wholly or for some models:
    /// "but gets no leases yet: quota 5h, resets in 9 s". `nil` when nothing does.
    func block(_ account: ListedAccount) -> String? {
        let summary = account.summary
        let isBlocked = ["auth_failed", "cooldown", "quota"].contains(summary.state)
        let isLimited =
            !summary.cooldowns.isEmpty || summary.windows.contains(where: \.isLimitReached)
        guard isBlocked || isLimited,
            let remark = of(summary, credential: account.credential?.kind).first
        else { return nil }
        return isBlocked
            ? "but gets no leases yet: \(remark)" : "but not all models are lent: \(remark)"
    }

    /// What the credential's status or the operator says.
    private func standing(_ account: AccountSummary, _ credential: String?) -> [String] {
        switch (account.state, account.status) {
        case ("auth_failed", "refreshing"): ["the credential is being refreshed"]
        case ("auth_failed", "expired"): [Self.refused(credential)]
        case ("auth_failed", "suspended"): ["the upstream has suspended the account"]
        case ("auth_failed", "active"):
            // An access token past its time, or a pause that is listed below.
            account.cooldowns.isEmpty ? ["the credential has expired"] : []
        case ("draining", _):
            [account.inUse == 0 ? "drained" : "\(Wording.count(account.inUse, "lease")) to go"]
        case ("at_capacity", _) where account.inUse < account.maxInFlight:
            ["takes on leases one by one after a block"]
        case _: []
        }
    }

    /// What to do about a credential that the upstream takes no more.
    private static func refused(_ kind: String?) -> String {
        switch kind {
        case "oauth": "the credential is refused: log in again"
        case .some: "the credential is refused: replace it"
        case nil: "the credential is dead: put in a new one"
        }
    }

    private func quota(_ window: AccountSummary.Window) -> String {
        let subject = scope(window.models) + Wording.quota(window.name)
        guard let resetsIn = window.resetsIn else { return subject + ", until somebody acts" }
        return "\(subject), resets \(moment(resetsIn))"
    }

    private func pause(_ cooldown: AccountSummary.Cooldown) -> String {
        let subject = scope(cooldown.models) + Wording.state(cooldown.reason)
        guard let remaining = cooldown.remaining else { return subject + ", until somebody acts" }
        return "\(subject), over \(moment(remaining))"
    }

    private func use(_ window: AccountSummary.Window) -> String {
        let percent = Int(window.usedPercent ?? 0)
        let reset = window.resetsIn.map { ", resets \(moment($0))" } ?? ""
        return "\(scope(window.models))\(window.name) \(percent) % used\(reset)"
    }

    private func isNearlyUsed(_ window: AccountSummary.Window) -> Bool {
        !window.isLimitReached && window.usedPercent ?? 0 >= Self.worthSaying
            && window.usedPercent ?? 0 <= 1000
    }

    private func scope(_ models: String?) -> String {
        models.map { "\($0): " } ?? ""
    }

    private func moment(_ milliseconds: Int64) -> String {
        Wording.moment(in: milliseconds, console)
    }
}
