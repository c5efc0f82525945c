/// The order of `least_recent`: in each tier the account that was lent the longest time ago, and
/// before all those that were never lent.
struct RecentOrder: Sendable {
    private struct Turn: Comparable, Sendable {
        let tier: Int
        /// The number of its last lease among all of the provider; 0 before the first.
        let latest: UInt64

        static func < (left: Turn, right: Turn) -> Bool {
            left.tier < right.tier || (left.tier == right.tier && left.latest < right.latest)
        }
    }

    private let roster: Roster
    private var turns = KeyedHeap<Turn>()
    /// The number of the last lease, by rank.
    private var latest: [UInt64]
    private var lent: UInt64 = 0
    /// Those that the search under way has found not to suit.
    private var passed: [Int] = []

    init(_ roster: Roster) {
        self.roster = roster
        latest = Array(repeating: 0, count: roster.count)
    }

    var count: Int { turns.count }

    func contains(_ rank: Int) -> Bool { turns.contains(rank) }

    mutating func insert(_ rank: Int) {
        turns.set(rank, to: Turn(tier: roster.tier(of: rank), latest: latest[rank]))
    }

    mutating func remove(_ rank: Int) { turns.remove(rank) }

    /// The first of all.
    func first() -> Int { turns.first ?? RankSet.none }

    /// The one behind another, which was the first and does not suit.
    mutating func next(after rank: Int) -> Int {
        turns.remove(rank)
        passed.append(rank)
        return first()
    }

    /// Ends a search: who did not suit is as before.
    mutating func endSearch() {
        while let rank = passed.popLast() { insert(rank) }
    }

    /// Takes in that an account was lent.
    mutating func lend(_ rank: Int) {
        lent += 1
        latest[rank] = lent
        if contains(rank) { insert(rank) }
    }

    /// Takes over when the accounts that another order knew were lent last.
    mutating func follow(_ former: RecentOrder) {
        lent = former.lent
        for (rank, member) in roster.members.enumerated() {
            let known = former.roster.rank(of: member.account)
            if known != Roster.none { latest[rank] = former.latest[known] }
        }
    }
}
