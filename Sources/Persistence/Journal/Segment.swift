import Leasing

/// The segment that batches are appended to.
struct Segment: Sendable {
    let file: FileName
    /// The file's name in the folder.
    let name: String
    /// Bytes that were appended, the header included.
    var byteCount: Int
    /// Bytes above which it is compacted.
    let limit: Int
    /// When what was appended must be synced; `nil` when all is.
    var syncDeadline: Instant?
    /// When it is to be compacted; `nil` while it is short.
    var compactionDeadline: Instant?
    /// When compaction is tried again after it failed.
    var compactionBackoff: Backoff?

    /// A segment of a header only, which is synced.
    init(_ generation: UInt64, limit: Int) {
        file = FileName(.segment, generation)
        name = file.text
        byteCount = FileHeader.byteCount
        self.limit = limit
    }

    /// Whether it is so long that a start, which reads all of it, would suffer.
    var isOverlong: Bool { byteCount / PersistenceLimits.segmentPatience > limit }

    /// Learns that so many bytes were appended.
    mutating func grow(by count: Int, now: Instant) {
        byteCount += count
        syncDeadline = syncDeadline ?? now + PersistenceLimits.syncPatience
        if byteCount > limit { compactionDeadline = compactionDeadline ?? now }
    }

    /// Learns that compaction failed.
    mutating func delayCompaction(now: Instant) {
        if compactionBackoff == nil {
            compactionBackoff = Backoff(now: now)
        } else {
            compactionBackoff?.fail(now: now)
        }
        compactionDeadline = compactionBackoff?.next
    }
}
