/// The accounts of a provider that may be lent, in the order in which its strategy takes them.
///
/// It is an index over the accounts' records and leases; beyond those it remembers only whose turn
/// it is. A lower tier always goes first.
package struct AccountOrder: Sendable {
    /// How the accounts are chosen.
    package let strategy: Strategy
    private let roster: Roster
    // One of them is in use: the others hold nothing.
    private var busy = BusyOrder()
    private var round: RoundOrder
    private var recent: RecentOrder
    private var weighted: WeightedOrder

    /// Stands for no account.
    package static let none = -1

    /// Holds no account yet.
    ///
    /// - Parameter roster: all accounts that it may hold; `least_busy` asks for none.
    package init(_ strategy: Strategy = .leastBusy, _ roster: Roster = Roster()) {
        self.strategy = strategy
        self.roster = roster
        round = RoundOrder(strategy == .roundRobin ? roster : Roster())
        recent = RecentOrder(strategy == .leastRecent ? roster : Roster())
        weighted = WeightedOrder(strategy == .weighted ? roster : Roster())
    }

    /// Takes other accounts, or another strategy, and goes on where it was as far as there are the
    /// same accounts. All must then be placed anew.
    mutating func renew(_ strategy: Strategy, _ roster: Roster) {
        round.forgetSets()
        weighted.forgetSets()
        guard strategy != self.strategy || roster != self.roster else { return }
        guard strategy != .leastBusy || self.strategy != .leastBusy else { return }
        var renewed = AccountOrder(strategy, roster)
        if strategy == self.strategy {
            renewed.round.follow(round)
            renewed.recent.follow(recent)
        }
        self = renewed
    }

    /// How many accounts may be lent.
    package var count: Int {
        switch strategy {
        case .leastBusy: busy.count
        case .roundRobin: round.count
        case .leastRecent: recent.count
        case .weighted: weighted.count
        }
    }

    /// Whether an account may be lent.
    package func contains(_ account: Int) -> Bool {
        if strategy == .leastBusy { return busy.contains(account) }
        let rank = roster.rank(of: account)
        guard rank != Roster.none else { return false }
        switch strategy {
        case .leastBusy: return busy.contains(account)
        case .roundRobin: return round.contains(rank)
        case .leastRecent: return recent.contains(rank)
        case .weighted: return weighted.contains(rank)
        }
    }

    /// Takes in that an account may be lent, or that its load is another.
    package mutating func place(_ account: Int, priority: Int, busy load: Int) {
        if strategy == .leastBusy {
            return busy.place(account, priority: priority, busy: load)
        }
        guard !contains(account) else { return }
        let rank = roster.rank(of: account)
        guard rank != Roster.none else { return }
        switch strategy {
        case .leastBusy: break
        case .roundRobin: round.insert(rank)
        case .leastRecent: recent.insert(rank)
        case .weighted: weighted.insert(rank)
        }
    }

    /// Takes in that an account may not be lent.
    package mutating func remove(_ account: Int) {
        if strategy == .leastBusy { return busy.remove(account) }
        guard contains(account) else { return }
        let rank = roster.rank(of: account)
        switch strategy {
        case .leastBusy: break
        case .roundRobin: round.remove(rank)
        case .leastRecent: recent.remove(rank)
        case .weighted: weighted.remove(rank)
        }
    }

    /// Begins a search for an account that serves some models: the first of all, or `none`.
    mutating func first(for models: ModelIndex.Entry) -> Int {
        switch strategy {
        case .leastBusy: busy.first()
        case .roundRobin: roster.account(at: round.first(in: models.set))
        case .leastRecent: roster.account(at: recent.first())
        case .weighted: roster.account(at: weighted.first(for: models))
        }
    }

    /// Goes on with a search: the account behind one that did not suit, or `none`.
    mutating func next(after account: Int, for models: ModelIndex.Entry) -> Int {
        if strategy == .leastBusy { return busy.next(after: account) }
        let rank = roster.rank(of: account)
        switch strategy {
        case .leastBusy: return busy.next(after: account)
        case .roundRobin: return roster.account(at: round.next(after: rank, in: models.set))
        case .leastRecent: return roster.account(at: recent.next(after: rank))
        case .weighted: return roster.account(at: weighted.next(after: rank, for: models))
        }
    }

    /// Ends a search; each that was begun must be.
    mutating func endSearch(for models: ModelIndex.Entry) {
        switch strategy {
        case .leastBusy, .roundRobin: break
        case .leastRecent: recent.endSearch()
        case .weighted: weighted.endSearch(for: models)
        }
    }

    /// Takes in that what the last search has found is not lent.
    mutating func forgetSearch() {
        if strategy == .weighted { weighted.forgetSearch() }
    }

    /// Whether it must be told of each grant: `least_busy` learns all from the loads.
    var keepsTurns: Bool { strategy != .leastBusy }

    /// Takes in that an account was lent for some models, whether a search has found it or not.
    mutating func lend(_ account: Int, for models: ModelIndex.Entry) {
        let rank = roster.rank(of: account)
        guard rank != Roster.none else { return }
        switch strategy {
        case .leastBusy: break
        case .roundRobin: round.lend(rank, in: models.set)
        case .leastRecent: recent.lend(rank)
        case .weighted: weighted.lend(rank, for: models)
        }
    }
}
