import Leasing

extension Journal {
    /// Appends a batch to the segment, unless that has long been due to be compacted in vain.
    func write<Disk: Storage & ~Copyable>(
        _ batch: [Change], to segment: inout Segment, on disk: inout Disk, now: Instant
    ) throws(StorageFault) {
        if let compactionFault, segment.isOverlong { throw compactionFault }
        var bytes: [UInt8] = []
        Frame.append(
            batch, number: lastBatch, durable: durableBatch, of: segment.file, to: &bytes)
        try disk.append(bytes, to: segment.name)
        segment.grow(by: bytes.count, now: now)
    }

    /// Makes all that was appended durable.
    mutating func sync<Disk: Storage & ~Copyable>(
        _ segment: inout Segment, on disk: inout Disk
    ) throws(StorageFault) {
        guard segment.syncDeadline != nil else { return }
        try disk.sync(segment.name)
        segment.syncDeadline = nil
        durableBatch = lastBatch
    }

    /// Does what a segment is due for.
    mutating func advance<Disk: Storage & ~Copyable>(
        _ segment: Segment, on disk: inout Disk, to now: Instant
    ) {
        var segment = segment
        if let deadline = segment.syncDeadline, deadline <= now {
            do throws(StorageFault) {
                try sync(&segment, on: &disk)
                state = .keeping(segment)
            } catch {
                return stop(error, leaving: segment, on: &disk, now: now)
            }
        }
        if let deadline = segment.compactionDeadline, deadline <= now {
            compact(segment, on: &disk, now: now)
        }
    }

    /// Gives a segment up: what a failed call left in it is unknown, and a later success would
    /// say nothing of it.
    mutating func stop<Disk: Storage & ~Copyable>(
        _ fault: StorageFault, leaving segment: Segment, on disk: inout Disk, now: Instant
    ) {
        disk.close(segment.name)
        state = .stopped(Stop(since: now, fault: fault), Backoff(now: now))
    }
}
