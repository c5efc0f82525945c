import Seeding

/// Ways in which the same bytes may arrive.
enum Splits {
    static func bytewise(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.indices.map { bytes[$0...$0] }
    }

    /// Pieces of a random size, some of nothing.
    static func random(
        _ bytes: [UInt8], using random: inout SeededRandom
    ) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let longest = random.chance() ? 4 : 64
            pieces.append(rest.prefix(random.below(longest)))
            rest = rest[pieces[pieces.count - 1].endIndex...]
        }
        return pieces
    }

    /// Two pieces, cut in every place.
    static func inTwo(_ bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
        bytes.indices.map { [bytes[..<$0], bytes[$0...]] }
    }
}
