import JSON
import Leasing

extension Oracle {
    /// Judges that accounts that have recovered from a limit are lent in steps: one lease, and one
    /// more with each quarter of a second.
    ///
    /// Known for certain is only what ended by itself, of the whole account.
    mutating func requireGentleness() {
        for lease in step.grants {
            guard let place = place(of: leases[lease].account), !isAlone(place, for: lease),
                let recovered = accounts[place].limitEnd
            else { continue }
            let steps = (now + Self.tolerance - recovered).nanoseconds / 250_000_000
            let count = inFlight(of: leases[lease].account)
            require(
                Int64(count) <= 1 + steps, .recoveryIsGentle,
                "\(leases[lease].account) carries \(count) leases \(steps) steps after its limit")
        }
    }

    /// Whether no other account might serve what a lease is for: the only one is not held back.
    private func isAlone(_ place: Int, for lease: Int) -> Bool {
        let provider = accounts[place].account.provider
        return !accounts.indices.contains { other in
            let account = accounts[other].account
            return other != place && account.provider == provider && account.isEnabled
                && !account.isDraining && account.serves(leases[lease].wish.model)
                && accounts[other].state != AccountState.disabled.rawValue
        }
    }

    /// Judges that a refusal says when to ask again: not later than something changes by itself.
    mutating func requireReturn(_ refusal: Refused) {
        guard let wish = refusal.open.wish, wish.session == nil,
            let first = firstChange(for: wish)
        else { return }
        guard let told = refusal.retryAfter else {
            return breach(.refusalSaysWhen, "a refusal does not say when to ask again")
        }
        require(
            now + .milliseconds(told) <= first + Self.tolerance, .refusalSaysWhen,
            "a refusal says \(told) ms, which is later than something changes")
    }

    /// When the first account that would do for a wish has nothing held against it; `nil` when none
    /// gets there by itself.
    private func firstChange(for wish: SelectWish) -> Instant? {
        var first: Instant?
        for account in accounts
        where account.account.provider == wish.provider && !account.isExcluded(by: wish) {
            guard let end = account.blockEnd(wish.model, now) else { continue }
            first = min(first ?? end, end)
        }
        return first
    }

    /// Times on the wire are whole milliseconds, rounded up.
    private static let tolerance = Interval.milliseconds(2)
}

extension KnownAccount {
    /// When all that is held against an account for a model has ended by itself; `nil` when it does
    /// not, or nothing is.
    func blockEnd(_ model: String?, _ now: Instant) -> Instant? {
        switch hindrance(model, now) {
        case .quota, .cooldown: break
        default: return nil
        }
        var end = now
        for hindrance in hindrances where applies(hindrance, model, now) {
            guard let own = hindrance.end else { return nil }
            end = max(end, own)
        }
        // A credential that ends before keeps it blocked.
        if let credentialEnd, credentialEnd <= end { return nil }
        return end
    }
}
