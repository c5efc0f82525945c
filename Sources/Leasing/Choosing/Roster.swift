/// The accounts of a provider in the order in which ties are broken: by tier, then by id.
///
/// An account's place in it is its rank. It follows from the inventory alone.
package struct Roster: Equatable, Sendable {
    /// One account.
    package struct Member: Equatable, Sendable {
        /// Its number in the pool.
        package let account: Int
        /// Its name.
        package let id: String
        /// Its tier: lower numbers go first.
        package let priority: Int
        /// Its share under the weighted strategy.
        package let weight: Int

        /// Names an account with what its place follows from.
        package init(account: Int, id: String, priority: Int, weight: Int) {
            self.account = account
            self.id = id
            self.priority = priority
            self.weight = weight
        }
    }

    /// Stands for no rank and no account.
    package static let none = -1

    /// The accounts by rank.
    package let members: [Member]
    /// The ranks of each tier.
    package let tiers: [Range<Int>]
    private let tierNumbers: [Int32]
    /// The ranks by account.
    private let ranks: [Int32]

    /// Puts accounts in their order.
    package init(_ members: [Member] = []) {
        let members = members.sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }
        var tiers: [Range<Int>] = []
        var ranks = [Int32](
            repeating: Int32(Self.none), count: (members.map(\.account).max() ?? -1) + 1)
        for (rank, member) in members.enumerated() {
            ranks[member.account] = Int32(rank)
            if let last = tiers.last, members[last.lowerBound].priority == member.priority {
                tiers[tiers.count - 1] = last.lowerBound..<rank + 1
            } else {
                tiers.append(rank..<rank + 1)
            }
        }
        self.members = members
        self.tiers = tiers
        self.ranks = ranks
        tierNumbers = tiers.enumerated().flatMap { number, tier in tier.map { _ in Int32(number) } }
    }

    /// How many accounts there are.
    package var count: Int { members.count }

    /// The rank of an account; `none` when it is not there.
    package func rank(of account: Int) -> Int {
        account < ranks.count ? Int(ranks[account]) : Self.none
    }

    /// The account of a rank; `none` for none.
    package func account(at rank: Int) -> Int {
        rank == Self.none ? Self.none : members[rank].account
    }

    /// The number of the tier that a rank is in.
    package func tier(of rank: Int) -> Int { Int(tierNumbers[rank]) }
}
