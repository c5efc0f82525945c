/// The order of `weighted`: in each tier smooth weighted round robin.
///
/// Accounts that serve other models take no part: each serving set has rotas of its own.
struct WeightedOrder: Sendable {
    private let roster: Roster
    /// The weights that occur in each tier.
    private let weights: [[Int]]
    /// The place of each rank's weight among those of its tier.
    private let weightPlaces: [Int]
    private var lendable: RankSet
    /// The serving sets, each with a rota for each tier; none for one that nobody asked for.
    private var rotas: [[Rota]] = []
    /// Which ranks are in a serving set; `nil` when all are.
    private var serving: [[Bool]?] = []
    /// Those that the last search has found not to suit.
    private var passed: [(rank: Int, weightPlace: Int)] = []
    /// What the last search has found.
    private var found = RankSet.none

    init(_ roster: Roster) {
        self.roster = roster
        let weights = roster.tiers.map { tier in
            Array(Set(tier.map { roster.members[$0].weight })).sorted()
        }
        self.weights = weights
        weightPlaces = roster.members.indices.map { rank in
            weights[roster.tier(of: rank)].firstIndex(of: roster.members[rank].weight) ?? 0
        }
        lendable = RankSet(size: roster.count)
    }

    var count: Int { lendable.count }

    func contains(_ rank: Int) -> Bool { lendable.contains(rank) }

    mutating func insert(_ rank: Int) {
        lendable.insert(rank)
        for set in rotas.indices { enter(rank, set) }
    }

    mutating func remove(_ rank: Int) {
        lendable.remove(rank)
        let tier = roster.tier(of: rank)
        for set in rotas.indices where !rotas[set].isEmpty {
            rotas[set][tier].remove(rank, weightPlace: weightPlaces[rank])
        }
    }

    /// The first of all for some models.
    mutating func first(for models: ModelIndex.Entry) -> Int {
        learn(models)
        passed.removeAll(keepingCapacity: true)
        found = first(in: models.set, from: 0)
        return found
    }

    /// The one behind another, which was the first and does not suit.
    mutating func next(after rank: Int, for models: ModelIndex.Entry) -> Int {
        let tier = roster.tier(of: rank)
        rotas[models.set][tier].remove(rank, weightPlace: weightPlaces[rank])
        passed.append((rank, weightPlaces[rank]))
        found = first(in: models.set, from: tier)
        return found
    }

    /// Ends a search: who did not suit is as before.
    mutating func endSearch(for models: ModelIndex.Entry) {
        for (rank, place) in passed {
            rotas[models.set][roster.tier(of: rank)].insert(rank, weightPlace: place)
        }
    }

    /// Takes in that what the last search has found is not lent.
    mutating func forgetSearch() {
        passed.removeAll(keepingCapacity: true)
        found = RankSet.none
    }

    /// Takes in that an account was lent.
    mutating func lend(_ rank: Int, for models: ModelIndex.Entry) {
        learn(models)
        let tier = roster.tier(of: rank)
        if found == rank {
            passed.removeAll { roster.tier(of: $0.rank) != tier }
        } else {
            passed.removeAll(keepingCapacity: true)
        }
        rotas[models.set][tier].lend(rank, weightPlace: weightPlaces[rank], passing: passed)
        forgetSearch()
    }

    /// The serving sets are others, but for that of all accounts.
    mutating func forgetSets() {
        rotas.removeLast(max(0, rotas.count - 1))
        serving.removeLast(max(0, serving.count - 1))
    }

    private func first(in set: Int, from start: Int) -> Int {
        for tier in start..<rotas[set].count {
            let first = rotas[set][tier].first
            if first != Rota.none { return first }
        }
        return RankSet.none
    }

    /// Makes the rotas of a serving set that is asked for.
    private mutating func learn(_ models: ModelIndex.Entry) {
        while rotas.count <= models.set {
            rotas.append([])
            serving.append(nil)
        }
        guard rotas[models.set].isEmpty else { return }
        if models.set > 0 {
            serving[models.set] = roster.members.map { models.serves($0.account) }
        }
        rotas[models.set] = weights.map { Rota(size: roster.count, weights: $0) }
        var rank = lendable.first(in: 0..<roster.count)
        while rank != RankSet.none {
            enter(rank, models.set)
            rank = lendable.first(in: rank + 1..<roster.count)
        }
    }

    private mutating func enter(_ rank: Int, _ set: Int) {
        guard !rotas[set].isEmpty, serving[set]?[rank] ?? true else { return }
        rotas[set][roster.tier(of: rank)].insert(rank, weightPlace: weightPlaces[rank])
    }
}
