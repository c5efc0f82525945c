/// The contents of a file of the false disk.
struct FalseFile: Sendable {
    /// What a reader gets.
    var bytes: [UInt8] = []
    /// How many of the first bytes a power cut leaves.
    var safeCount = 0
    /// Whether a sync failed, after which another one promises without keeping.
    var isDoubtful = false

    /// Makes all bytes safe.
    mutating func sync() {
        if !isDoubtful { safeCount = bytes.count }
    }

    /// Loses what a power cut takes: nothing, all that is not safe, its end, or any of its sectors.
    ///
    /// - Parameter stale: what the blocks held before they were this file's.
    mutating func cutPower(
        sectorBytes: Int, stale: [UInt8], using random: inout SeededRandom
    ) {
        switch random.below(4) {
        case 0: break
        case 1: bytes.removeLast(bytes.count - safeCount)
        case 2: bytes.removeLast(random.below(bytes.count - safeCount + 1))
        case _: loseSectors(of: sectorBytes, stale: stale, using: &random)
        }
        safeCount = bytes.count
        isDoubtful = false
    }

    private mutating func loseSectors(
        of sectorBytes: Int, stale: [UInt8], using random: inout SeededRandom
    ) {
        var start = safeCount
        while start < bytes.count {
            let end = min(bytes.count, (start / sectorBytes + 1) * sectorBytes)
            switch random.below(3) {
            case 0: for index in start..<end { bytes[index] = 0 }
            case 1:
                for index in start..<max(start, min(end, stale.count)) {
                    bytes[index] = stale[index]
                }
            case _: break
            }
            start = end
        }
    }
}

/// Something that was done to names.
struct NameChange: Sendable {
    enum Kind: Sendable {
        case set(String, Int)
        case move(String, to: String, Int)
        case clear(String)

        /// Does it in a table of names.
        func apply(to names: inout [String: Int]) {
            switch self {
            case .set(let name, let number): names[name] = number
            case .move(let name, let target, let number):
                names[name] = nil
                names[target] = number
            case .clear(let name): names[name] = nil
            }
        }
    }

    /// Whether a power cut may undo it.
    enum Certainty: Sendable {
        /// Not yet synced.
        case pending
        /// Synced in vain: no later sync makes it safe.
        case doubtful
        /// Synced.
        case safe
    }

    let kind: Kind
    var certainty = Certainty.pending
}
