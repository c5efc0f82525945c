import Leasing

/// Whose turn it is among the accounts of one provider, said plainly.
struct SlowTurns {
    var strategy = Strategy.leastBusy
    /// The account that was lent last, by priority.
    private var latest: [Int: String] = [:]
    /// The same for the accounts of each serving set, by their ids and the priority.
    private var cursors: [String: String] = [:]
    /// When each account was lent last, as a number that grows.
    private var lent: [String: Int] = [:]

    /// Goes on with another inventory, as far as it names the same accounts.
    mutating func renew(_ strategy: Strategy, _ members: [Account], wereMembers: [String]) {
        cursors = [:]
        if strategy != self.strategy { self = SlowTurns() }
        self.strategy = strategy
        for (priority, last) in latest {
            // One that is gone leaves its turn to the one before it.
            latest[priority] =
                members.filter { $0.priority == priority && $0.id <= last }.map(\.id).max()
        }
        lent = lent.filter { id, _ in
            wereMembers.contains(id) && members.contains { $0.id == id }
        }
    }

    mutating func lend(_ account: Account, serving: [String], number: Int) {
        latest[account.priority] = account.id
        cursors[key(serving, account.priority)] = account.id
        lent[account.id] = number
    }

    /// Of accounts that may be lent, all of one tier, the one whose turn it is.
    func choice(_ available: [Account], serving: [String]) -> String? {
        let ids = available.map(\.id).sorted()
        guard let first = ids.first, let priority = available.first?.priority else { return nil }
        if strategy == .leastRecent {
            return ids.min { (lent[$0] ?? 0, $0) < (lent[$1] ?? 0, $1) }
        }
        let last = cursors[key(serving, priority)] ?? latest[priority] ?? ""
        return ids.first { $0 > last } ?? first
    }

    private func key(_ serving: [String], _ priority: Int) -> String {
        serving.joined(separator: " ") + " \(priority)"
    }
}
