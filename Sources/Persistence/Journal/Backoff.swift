import Leasing

/// When a disk that failed is tried again: after 1 s, then twice as long each time, up to 60 s.
struct Backoff: Equatable, Sendable {
    private(set) var next: Instant
    private var pause = PersistenceLimits.firstPause

    /// Begins with a first failure.
    init(now: Instant) {
        next = now + pause
    }

    /// Learns that the disk failed again.
    mutating func fail(now: Instant) {
        pause = min(pause * 2, PersistenceLimits.longestPause)
        next = now + pause
    }
}
