import Leasing

/// Random words, drawn from their source by the hundred, so that naming a lease costs no call of
/// the kernel's.
package struct ChanceSupply {
    private var words: [UInt64] = []
    private let refill: (Int) -> [UInt64]

    private static let block = 256

    /// Draws from a source that gives so many words when asked.
    package init(refill: @escaping (Int) -> [UInt64]) {
        self.refill = refill
    }

    /// The next word.
    mutating func next() -> UInt64 {
        if let word = words.popLast() { return word }
        words = refill(Self.block)
        guard let word = words.popLast() else { fatalError("the source of chance gave nothing") }
        return word
    }

    /// The bits that name a lease.
    mutating func nextLease() -> Lease.Chance {
        Lease.Chance(high: next(), low: next())
    }
}
