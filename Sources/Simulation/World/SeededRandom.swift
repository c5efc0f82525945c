/// Numbers that look random and follow from a seed alone, on every machine alike.
///
/// The generator is splitmix64: a counter whose steps are mixed well.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins the sequence of a seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next word.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// A number from 0 up to, and not including, a bound; 0 when the bound is not above 0.
    package mutating func below(_ bound: Int) -> Int {
        let word = next()
        return bound > 0 ? Int(word % UInt64(bound)) : 0
    }

    /// Whether a thing happens that does so once in so many times.
    package mutating func once(in count: Int) -> Bool { below(count) == 0 }

    /// One of some things, if there are any.
    package mutating func pick<Element>(_ elements: [Element]) -> Element? {
        let place = below(elements.count)
        return elements.isEmpty ? nil : elements[place]
    }
}
