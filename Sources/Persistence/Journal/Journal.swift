package import Leasing

/// Keeps a map of documents across the end of the program and of the power.
///
/// What is kept is in memory as a whole. A batch of changes is one append to the segment, and
/// durable when the segment was synced after it. A *generation* is an image of all documents and
/// the segment of the batches since; a new one is begun at start, when the segment has grown, and
/// when the disk takes writes again after a failure: one path for the three. The generation before
/// stays until the next one, so that a damaged image costs nothing.
///
/// The journal owns no file: each call that may write is lent the storage. It neither waits nor
/// asks the time; whoever owns it calls `advance(on:to:)` at `nextDeadline`.
package struct Journal: Sendable {
    /// Where the journal stands.
    enum State: Sendable {
        /// Recovered, and nothing written yet. Can become: keeping, stopped.
        case opened(at: Instant)
        /// Batches go to the segment. Can become: keeping another segment, stopped.
        case keeping(Segment)
        /// Batches go to the map only. Can become: keeping.
        case stopped(Stop, Backoff)
    }

    /// Since when nothing is kept, and why.
    package struct Stop: Equatable, Sendable {
        /// When the first call failed.
        package let since: Instant
        /// The last failure.
        package internal(set) var fault: StorageFault
    }

    /// All documents by their keys, the last batch included.
    package internal(set) var documents: [String: [UInt8]]
    /// The number of the last batch; the first one ever is 1.
    package internal(set) var lastBatch: UInt64
    /// The number of the last batch that a power cut leaves.
    ///
    /// What was recovered is durable when the first generation is, not before: a killed program
    /// may have left it in the page cache alone.
    package internal(set) var durableBatch: UInt64 = 0
    /// Why the segment could not be compacted when that was last tried; batches are kept meanwhile.
    package internal(set) var compactionFault: StorageFault?

    var state: State
    /// The generation that was last begun, whether that succeeded or not.
    var generation: UInt64
    /// The oldest generation that is needed when the newest image turns out to be damaged.
    var spareGeneration: UInt64

    /// The newest generation that may hold what is kept: those after it failed.
    var settledGeneration: UInt64
    /// Bytes below which no segment is compacted.
    let segmentBytes: Int

    init(_ recovery: Recovery, segmentBytes: Int, now: Instant) {
        documents = recovery.documents
        lastBatch = recovery.number
        state = .opened(at: now)
        generation = recovery.newestGeneration
        spareGeneration = recovery.base
        settledGeneration = recovery.newestGeneration
        self.segmentBytes = segmentBytes
    }

    /// Makes the state of what is in the folder and says what it found; writes nothing.
    ///
    /// - Parameter segmentBytes: bytes below which no segment is compacted.
    /// - Throws: when there is a state and it cannot be used; an empty folder is an empty state.
    package static func open<Disk: Storage & ~Copyable>(
        on disk: inout Disk, segmentBytes: Int = PersistenceLimits.segmentBytes, now: Instant
    ) throws(RecoveryFault) -> (journal: Journal, report: RecoveryReport) {
        let recovery = try Recovery(of: &disk)
        let journal = Journal(recovery, segmentBytes: segmentBytes, now: now)
        return (journal, recovery.report)
    }

    /// Makes a batch of changes, keeps it, and answers its number.
    ///
    /// The batch is in the map whatever the disk does. An empty one changes nothing and has the
    /// number of the one before; with `mustSync` it makes all before it durable, as at the end.
    ///
    /// - Parameter mustSync: whether the batch, and with it all before, is to be durable when the
    ///   call returns. Ask `isDurable(_:)` whether it is: it is not while the journal is stopped.
    @discardableResult
    package mutating func append<Disk: Storage & ~Copyable>(
        _ batch: [Change], mustSync: Bool, on disk: inout Disk, now: Instant
    ) -> UInt64 {
        // The first image is of what was recovered, so that the batch is in a segment too and a
        // damage to either file can be made good from others.
        if case .opened = state { begin(on: &disk, now: now) }
        if !batch.isEmpty {
            for change in batch { change.apply(to: &documents) }
            lastBatch += 1
        }
        switch state {
        case .keeping(var segment):
            do throws(StorageFault) {
                if !batch.isEmpty { try write(batch, to: &segment, on: &disk, now: now) }
                if mustSync { try sync(&segment, on: &disk) }
                state = .keeping(segment)
            } catch {
                stop(error, leaving: segment, on: &disk, now: now)
            }
        case .opened, .stopped: break
        }
        return lastBatch
    }

    /// Whether a power cut leaves the batch of a number.
    package func isDurable(_ batch: UInt64) -> Bool { batch <= durableBatch }

    /// Since when nothing is kept, and why; `nil` while batches are kept.
    package var stop: Stop? {
        switch state {
        case .opened, .keeping: nil
        case .stopped(let stop, _): stop
        }
    }

    /// When `advance(on:to:)` next has something to do.
    package var nextDeadline: Instant? {
        switch state {
        case .opened(let instant): instant
        case .keeping(let segment):
            Instant.earliest(segment.syncDeadline, segment.compactionDeadline)
        case .stopped(_, let backoff): backoff.next
        }
    }

    /// Does what is due: the first generation, a sync, a compaction, another try.
    package mutating func advance<Disk: Storage & ~Copyable>(on disk: inout Disk, to now: Instant) {
        switch state {
        case .opened: begin(on: &disk, now: now)
        case .keeping(let segment): advance(segment, on: &disk, to: now)
        case .stopped(_, let backoff) where backoff.next <= now: begin(on: &disk, now: now)
        case .stopped: break
        }
    }
}
