/// Smooth weighted round robin among accounts that stand in for one another, as nginx does it for
/// its upstreams.
///
/// With each grant every account that may be lent gains its weight in credit; the one with the
/// most credit, and of equals the one of the lowest rank, is lent and pays what all have gained.
/// So in as many grants as the weights sum up to each has its weight's number, spread evenly.
///
/// Nobody's credit is touched for that: what is kept is the debt, which stands against the credit
/// that an account of its weight has gained since the beginning. Accounts of one weight then keep
/// their order among themselves, and a grant costs one comparison for each weight that occurs.
package struct Rota: Sendable {
    /// The weights that occur, each once.
    private let weights: [Int]
    /// How often one of the accounts was lent.
    private var grants = 0
    /// The weights of those that may be lent.
    private var total = 0
    /// For each weight the debts of those that may be lent, by rank.
    private var debts: [KeyedHeap<Int>]
    /// The credits of the others, by rank.
    private var credits: [Int]

    /// Stands for no account.
    package static let none = -1

    /// Holds nobody yet.
    ///
    /// - Parameters:
    ///   - size: one more than the highest rank.
    ///   - weights: those that occur; an account names its own by the place among them.
    package init(size: Int, weights: [Int]) {
        self.weights = weights
        debts = weights.map { _ in KeyedHeap() }
        credits = Array(repeating: 0, count: size)
    }

    /// Lets an account take part, with the credit that it had when it last did.
    package mutating func insert(_ rank: Int, weightPlace place: Int) {
        guard !debts[place].contains(rank) else { return }
        debts[place].set(rank, to: weights[place] * grants - credits[rank])
        total += weights[place]
    }

    /// Lets an account take part no more.
    package mutating func remove(_ rank: Int, weightPlace place: Int) {
        guard let debt = debts[place].key(of: rank) else { return }
        credits[rank] = weights[place] * grants - debt
        debts[place].remove(rank)
        total -= weights[place]
    }

    /// The account that is lent next; `none` when nobody takes part.
    package var first: Int {
        var (best, most) = (Self.none, Int.min)
        for place in debts.indices {
            guard let rank = debts[place].first, let debt = debts[place].firstKey else { continue }
            let credit = weights[place] * (grants + 1) - debt
            if credit > most || (credit == most && rank < best) { (best, most) = (rank, credit) }
        }
        return best
    }

    /// Takes in that an account was lent, and that others were passed over for it. Those gain
    /// nothing: what they saved up they would have at once when they suit again.
    package mutating func lend(
        _ rank: Int, weightPlace place: Int, passing passed: [(rank: Int, weightPlace: Int)]
    ) {
        var price = total
        for (other, place) in passed {
            guard let debt = debts[place].key(of: other) else { continue }
            debts[place].set(other, to: debt + weights[place])
            price -= weights[place]
        }
        grants += 1
        guard let debt = debts[place].key(of: rank) else { return }
        debts[place].set(rank, to: debt + price)
    }
}
