import Leasing
import Seeding
import Testing

struct RotaTests {
    /// The rota said plainly: everybody's credit, looked at one by one.
    private struct PlainRota {
        var credits: [Int]
        let weights: [Int]
        var present: Set<Int> = []

        /// Who is lent, of those that suit, and what it does to the credits.
        mutating func lend(unless isUnsuited: (Int) -> Bool) -> Int? {
            let order = present.sorted {
                (-credits[$0] - weights[$0], $0) < (-credits[$1] - weights[$1], $1)
            }
            guard let place = order.firstIndex(where: { !isUnsuited($0) }) else { return nil }
            for other in order[place...] { credits[other] += weights[other] }
            credits[order[place]] -= order[place...].map { weights[$0] }.reduce(0, +)
            return order[place]
        }
    }

    @Test(arguments: 0..<100)
    func `G28 who is lent next is whom plain smooth weighted round robin lends`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let count = random.below(12) + 1
        let weights = (0..<count).map { _ in random.pick([1, 1, 2, 5, 100]) }
        let occurring = Array(Set(weights)).sorted()
        func place(_ rank: Int) -> Int { occurring.firstIndex(of: weights[rank]) ?? 0 }
        var rota = Rota(size: count, weights: occurring)
        var plain = PlainRota(credits: Array(repeating: 0, count: count), weights: weights)
        for _ in 0..<400 {
            let rank = random.below(count)
            switch random.below(6) {
            case 0:
                rota.remove(rank, weightPlace: place(rank))
                plain.present.remove(rank)
            case 1, 2:
                rota.insert(rank, weightPlace: place(rank))
                plain.present.insert(rank)
            default:
                let unsuited = random.once(in: 4) ? random.below(count) : -1
                var passed: [(rank: Int, weightPlace: Int)] = []
                while rota.first == unsuited, rota.first != Rota.none {
                    rota.remove(unsuited, weightPlace: place(unsuited))
                    passed.append((unsuited, place(unsuited)))
                }
                let first = rota.first
                for (rank, place) in passed { rota.insert(rank, weightPlace: place) }
                let expected = plain.lend { $0 == unsuited }
                #expect(first == expected ?? Rota.none)
                guard first != Rota.none else { continue }
                rota.lend(first, weightPlace: place(first), passing: passed)
            }
        }
    }

    @Test func `G28 five, one and one are mixed as evenly as can be`() {
        var rota = Rota(size: 3, weights: [1, 5])
        rota.insert(0, weightPlace: 1)
        rota.insert(1, weightPlace: 0)
        rota.insert(2, weightPlace: 0)
        let lent = (0..<14).map { _ in
            let first = rota.first
            rota.lend(first, weightPlace: first == 0 ? 1 : 0, passing: [])
            return first
        }
        #expect(lent == [0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0])
    }

    @Test func `who comes back has the credit with which it went, and no more`() {
        var rota = Rota(size: 2, weights: [1])
        rota.insert(0, weightPlace: 0)
        rota.insert(1, weightPlace: 0)
        rota.remove(1, weightPlace: 0)
        for _ in 0..<1000 { rota.lend(0, weightPlace: 0, passing: []) }
        rota.insert(1, weightPlace: 0)
        var lent: [Int] = []
        for _ in 0..<4 {
            lent.append(rota.first)
            rota.lend(rota.first, weightPlace: 0, passing: [])
        }
        #expect(lent.count { $0 == 1 } == 2)
    }

    @Test func `nobody is first where nobody takes part`() {
        var rota = Rota(size: 1, weights: [1])
        #expect(rota.first == Rota.none)
        rota.insert(0, weightPlace: 0)
        rota.remove(0, weightPlace: 0)
        #expect(rota.first == Rota.none)
    }
}
