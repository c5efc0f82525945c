import Leasing
import Serving

extension World {
    /// The operator acts on an account or a lease, unless there is more to be decided at once.
    mutating func operate(_ random: inout SeededRandom) {
        guard !isDraining, service.nextDeadline != .zero, let observer,
            let act = act(&random)
        else { return }
        let moment = moment
        turn("\(act.method) \(act.parameters)") { (service, oracle) in
            let answer = Self.ask(
                act.method, act.parameters, of: &service, by: observer, now: moment)
            oracle.operated(act, answer)
        }
    }

    /// Draws what the operator does. Accounts are put into rotation more often than out of it.
    private func act(_ random: inout SeededRandom) -> OperatorAct? {
        guard let account = random.pick(stock.ids) else { return nil }
        switch random.below(10) {
        case 0: return .set(account: account, AccountChange(isEnabled: !random.once(in: 3)))
        case 1: return .set(account: account, AccountChange(isDraining: random.once(in: 3)))
        case 2:
            return .set(account: account, AccountChange(priority: random.once(in: 2) ? 50 : 100))
        case 3:
            return .set(
                account: account,
                AccountChange(
                    isEnabled: true, isDraining: false, maxInFlight: 1 + random.below(4)))
        case 4, 5: return .clear(account: account, model: nil)
        case 6:
            let models = Stock.models[stock.provider(of: account) ?? ""] ?? []
            return .clear(account: account, model: random.pick(models))
        case 7: return .revokeAll(account: account)
        default:
            // One of the latest, which may have ended.
            guard let lease = random.pick(Array(oracle.leases.suffix(8))) else { return nil }
            return .revoke(lease: lease.id)
        }
    }
}
