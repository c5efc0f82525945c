/// How often something took how long, in a fixed number of counters.
///
/// A counter stands for a range of nanoseconds that is at most 1/128 of its beginning wide, so that
/// a percentile is wrong by less than 0.8 %.
package struct Histogram: Sendable {
    private static let stepBits = 7
    private static let steps = 1 << stepBits
    /// Enough for 2⁴⁰ ns, some eighteen minutes; what is longer counts as that.
    private static let octaves = 40 - stepBits + 1

    private var counters = [UInt64](repeating: 0, count: steps * octaves)
    /// How many were counted.
    package private(set) var count: UInt64 = 0
    /// The longest, in nanoseconds.
    package private(set) var longest: UInt64 = 0

    /// Counts nothing.
    package init() {}

    /// Counts one that took so many nanoseconds.
    @inline(__always)
    package mutating func add(_ nanoseconds: UInt64) {
        counters[Self.index(of: nanoseconds)] += 1
        count += 1
        longest = max(longest, nanoseconds)
    }

    /// Counts what another has counted.
    package mutating func add(_ other: Histogram) {
        for (index, counter) in other.counters.enumerated() { counters[index] += counter }
        count += other.count
        longest = max(longest, other.longest)
    }

    /// The time within which this part of all were done, in nanoseconds; 0 when nothing was.
    package func percentile(_ part: Double) -> UInt64 {
        var rest = UInt64(Double(count) * part)
        for (index, counter) in counters.enumerated() {
            if counter > rest { return min(Self.middle(of: index), longest) }
            rest -= counter
        }
        return longest
    }

    static func index(of nanoseconds: UInt64) -> Int {
        guard nanoseconds >= steps else { return Int(nanoseconds) }
        let shift = 63 - nanoseconds.leadingZeroBitCount - stepBits
        let index = (shift + 1) << stepBits + Int(nanoseconds >> UInt64(shift)) - steps
        return min(index, steps * octaves - 1)
    }

    static func middle(of index: Int) -> UInt64 {
        guard index >= steps else { return UInt64(index) }
        let shift = UInt64(index >> stepBits - 1)
        let start = UInt64(index & (steps - 1) + steps) << shift
        return start + (1 << shift) / 2
    }
}
