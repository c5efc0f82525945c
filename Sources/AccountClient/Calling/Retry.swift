/// When a request that found no daemon is sent again (PROTOCOL.md, section 6).
///
/// The time before the n-th time is a random part of 50 ms · 2ⁿ, at most of 2 s. Each takes one of
/// the tokens that all requests share; an answer gives a tenth back. So a daemon that is away for
/// long costs a request one attempt, and one that comes back meets no crowd.
package struct Retry: Sendable {
    /// How often one request is sent.
    package static let attempts = 5
    /// The tokens at the start, and the most there can be.
    package static let tokens = 128.0

    private static let refund = 0.1
    /// The bound of the first pause, in nanoseconds.
    package static let firstPause: UInt64 = 50_000_000
    private static let longestPause: UInt64 = 2_000_000_000

    private(set) var tokens = Self.tokens
    private let firstPause: UInt64
    private var chance: SplitMix

    /// Begins with all tokens; the seed decides the pauses.
    package init(seed: UInt64, firstPause: UInt64 = Self.firstPause) {
        chance = SplitMix(seed: seed)
        self.firstPause = firstPause
    }

    /// How long to wait, in nanoseconds, before a request goes out again that has failed so often;
    /// `nil` when it does not.
    package mutating func pause(afterFailures failures: Int) -> UInt64? {
        guard failures < Self.attempts, tokens >= 1 else { return nil }
        tokens -= 1
        let bound = min(firstPause << UInt64(max(failures - 1, 0)), Self.longestPause)
        return UInt64.random(in: 0...bound, using: &chance)
    }

    /// Takes in that a request was answered.
    package mutating func succeeded() {
        tokens = min(tokens + Self.refund, Self.tokens)
    }
}

/// Numbers that spread (SplitMix64, Steele et al. 2014); nobody has to be unable to guess them.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
