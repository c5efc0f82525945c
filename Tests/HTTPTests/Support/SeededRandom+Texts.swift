import Seeding

extension SeededRandom {
    mutating func chance() -> Bool { Bool.random(using: &self) }

    /// A text of so many characters of a set.
    mutating func text(_ count: ClosedRange<Int>, of set: [UInt8]) -> [UInt8] {
        (0..<Int.random(in: count, using: &self)).map { _ in pick(set) }
    }
}
