package import Leasing

/// What happened, told in lines when it is asked for, and always as one number.
///
/// Two runs of a plan have the same number only if every byte went the same way in both.
package struct History: Sendable {
    /// The number: FNV-1a over all that happened.
    package private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    /// What happened, line by line; empty when nobody asked.
    package private(set) var lines: [String] = []
    /// Whether it is told in lines.
    let isTold: Bool

    /// Begins a history.
    package init(isTold: Bool) {
        self.isTold = isTold
    }

    /// Takes in a word.
    package mutating func mix(_ word: UInt64) {
        digest = (digest ^ word) &* 0x100_0000_01b3
    }

    /// Takes in some bytes.
    package mutating func mix(_ bytes: ArraySlice<UInt8>) {
        mix(UInt64(bytes.count))
        for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    /// Tells a line, if anybody listens.
    package mutating func tell(_ now: Instant, _ line: @autoclosure () -> String) {
        mix(now.nanoseconds)
        guard isTold else { return }
        let microseconds = now.nanoseconds / 1000
        let seconds = microseconds / 1_000_000
        let fraction = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
        lines.append("\(seconds).\(fraction) \(line())")
    }

    /// The beginning of a frame's text.
    static func shortened(_ text: [UInt8]) -> String {
        String(decoding: text.prefix(600), as: UTF8.self)
    }
}
