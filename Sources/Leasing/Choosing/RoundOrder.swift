/// The order of `round_robin`: in each tier the account behind the one that was lent last, in the
/// order of the ids, and round again.
///
/// Requests for models that different accounts serve go round each for themselves: otherwise one
/// that serves few models could be passed over for ever.
struct RoundOrder: Sendable {
    private let roster: Roster
    private var lendable: RankSet
    /// The rank that was lent last, by tier; one below the tier before any was.
    private var latest: [Int]
    /// The same for the accounts of each serving set, one after the other; `unset` for one whose
    /// accounts were not lent for it.
    private var cursors: [Int] = []

    private static let unset = Int.min

    init(_ roster: Roster) {
        self.roster = roster
        lendable = RankSet(size: roster.count)
        latest = roster.tiers.map { $0.lowerBound - 1 }
    }

    var count: Int { lendable.count }

    func contains(_ rank: Int) -> Bool { lendable.contains(rank) }

    mutating func insert(_ rank: Int) { lendable.insert(rank) }

    mutating func remove(_ rank: Int) { lendable.remove(rank) }

    /// The first of all for a serving set.
    func first(in set: Int) -> Int { first(from: 0, in: set) }

    /// The one behind another, which does not suit.
    func next(after rank: Int, in set: Int) -> Int {
        let tier = roster.tier(of: rank)
        let (range, cursor) = (roster.tiers[tier], cursor(of: tier, in: set))
        var next = RankSet.none
        if rank > cursor {
            next = lendable.first(in: rank + 1..<range.upperBound)
            if next == RankSet.none { next = lendable.first(in: range.lowerBound..<cursor + 1) }
        } else {
            next = lendable.first(in: rank + 1..<cursor + 1)
        }
        return next == RankSet.none ? first(from: tier + 1, in: set) : next
    }

    /// Takes in that an account was lent.
    mutating func lend(_ rank: Int, in set: Int) {
        let tier = roster.tier(of: rank)
        latest[tier] = rank
        let place = set * latest.count + tier
        while cursors.count <= place { cursors.append(Self.unset) }
        cursors[place] = rank
    }

    /// The serving sets are others: each goes on behind whoever was lent last.
    mutating func forgetSets() { cursors = [] }

    /// Goes on behind the accounts, by their ids, that another order has lent last.
    mutating func follow(_ former: RoundOrder) {
        for (tier, range) in former.roster.tiers.enumerated() {
            let last = former.latest[tier]
            guard last >= range.lowerBound,
                let own = roster.tiers.firstIndex(where: {
                    roster.members[$0.lowerBound].priority == former.roster.members[last].priority
                })
            else { continue }
            let id = former.roster.members[last].id
            let behind = roster.tiers[own].first { roster.members[$0].id > id }
            latest[own] = (behind ?? roster.tiers[own].upperBound) - 1
        }
    }

    private func first(from start: Int, in set: Int) -> Int {
        for tier in start..<max(start, roster.tiers.count) {
            let (range, cursor) = (roster.tiers[tier], cursor(of: tier, in: set))
            let behind = lendable.first(in: cursor + 1..<range.upperBound)
            if behind != RankSet.none { return behind }
            let round = lendable.first(in: range.lowerBound..<cursor + 1)
            if round != RankSet.none { return round }
        }
        return RankSet.none
    }

    private func cursor(of tier: Int, in set: Int) -> Int {
        let place = set * latest.count + tier
        guard place < cursors.count, cursors[place] != Self.unset else { return latest[tier] }
        return cursors[place]
    }
}
