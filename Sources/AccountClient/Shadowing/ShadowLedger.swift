/// Which comparisons are made, and what became of them; time is an argument, in nanoseconds.
///
/// After one that was late or met no daemon that answers, the others are dropped at once for a
/// while, and then made one at a time until one is answered: a caller that compares with each
/// request does not burden a daemon that comes back, nor knock at an empty socket all the time.
package struct ShadowLedger: Sendable {
    /// The most comparisons under way at a time. A client has 120 requests in flight: so the rest
    /// is left to those that lend.
    package static let flights = 64

    /// What became of them.
    package private(set) var counts = ShadowCounts()
    private let pause: UInt64
    private var flights = 0
    private var trouble: Trouble?

    private struct Trouble {
        let drop: ShadowDrop
        let end: UInt64
    }

    /// Begins without a comparison; after one without an answer none is made for the pause.
    package init(pause: UInt64) {
        self.pause = pause
    }

    /// Takes in that one is wanted: it is begun, or dropped and counted.
    ///
    /// - Returns: why it is dropped; `nil` when it is begun.
    package mutating func begin(now: UInt64) -> ShadowDrop? {
        guard let drop = obstacle(now: now) else {
            flights += 1
            return nil
        }
        counts.count(drop)
        return drop
    }

    /// Takes in what one that was begun has found.
    package mutating func found(_ report: ShadowReport, of provider: String, now: UInt64) {
        switch report {
        case .agreement, .difference:
            counts.count(report, of: provider)
            trouble = nil
        case .dropped(let drop):
            counts.count(drop)
            switch drop.reason {
            case .late, .unreachable, .unsupported:
                trouble = Trouble(drop: drop, end: now + pause)
            case .refused: trouble = nil
            case .busy, .cancelled: break
            }
        }
    }

    /// Takes in that one that was begun is over, its report delivered.
    package mutating func end() {
        flights -= 1
    }

    private func obstacle(now: UInt64) -> ShadowDrop? {
        if let trouble, now < trouble.end || flights > 0 { return trouble.drop }
        guard flights >= Self.flights else { return nil }
        return ShadowDrop(.busy, "\(flights) comparisons are under way")
    }
}
