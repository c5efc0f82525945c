/// SplitMix64: a seed is a history.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
    mutating func chance() -> Bool { Bool.random(using: &self) }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// A text of so many characters of a set.
    mutating func text(_ count: ClosedRange<Int>, of set: [UInt8]) -> [UInt8] {
        (0..<Int.random(in: count, using: &self)).map { _ in pick(set) }
    }
}
