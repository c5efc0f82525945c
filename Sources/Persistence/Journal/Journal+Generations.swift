import Leasing

extension Journal {
    /// Begins a generation where no segment is being written: at start and after a failure.
    mutating func begin<Disk: Storage & ~Copyable>(on disk: inout Disk, now: Instant) {
        do throws(StorageFault) {
            let imageBytes = try prepareImage(on: &disk)
            try turn(imageBytes: imageBytes, on: &disk)
        } catch {
            removeFailed(on: &disk)
            switch state {
            case .stopped(var stop, var backoff):
                stop.fault = error
                backoff.fail(now: now)
                state = .stopped(stop, backoff)
            case .opened, .keeping:
                state = .stopped(Stop(since: now, fault: error), Backoff(now: now))
            }
        }
    }

    /// Begins a generation in place of a segment that has grown.
    ///
    /// While the image is written the segment still counts, so that a disk without room for an
    /// image goes on keeping batches. Once the image may have its name the segment does not: what
    /// would be appended to it then is before an image that does not contain it.
    mutating func compact<Disk: Storage & ~Copyable>(
        _ segment: Segment, on disk: inout Disk, now: Instant
    ) {
        let imageBytes: Int
        do throws(StorageFault) {
            imageBytes = try prepareImage(on: &disk)
        } catch {
            removeFailed(on: &disk)
            var segment = segment
            segment.delayCompaction(now: now)
            compactionFault = error
            state = .keeping(segment)
            return
        }
        do throws(StorageFault) {
            try turn(imageBytes: imageBytes, on: &disk)
            disk.close(segment.name)
        } catch {
            removeFailed(on: &disk)
            stop(error, leaving: segment, on: &disk, now: now)
        }
    }

    /// Writes a new generation's image under its temporary name, durable; its length in bytes.
    private mutating func prepareImage<Disk: Storage & ~Copyable>(
        on disk: inout Disk
    ) throws(StorageFault) -> Int {
        generation += 1
        let name = FileName(.unfinishedImage, generation).text
        let bytes = ImageFile.bytes(of: documents, base: lastBatch, generation: generation)
        try Self.write(bytes, to: name, on: &disk)
        disk.close(name)
        return bytes.count
    }

    /// Gives the image its name and begins the segment that follows it.
    ///
    /// The order is what recovery relies on: the image is durable under its name before its
    /// segment is made, the segment before a batch is appended to it, and both before anything
    /// older is removed.
    private mutating func turn<Disk: Storage & ~Copyable>(
        imageBytes: Int, on disk: inout Disk
    ) throws(StorageFault) {
        let image = FileName(.image, generation)
        try disk.rename(FileName(.unfinishedImage, generation).text, to: image.text)
        try disk.syncFolder()
        let segment = Segment(
            generation, limit: max(segmentBytes, PersistenceLimits.segmentsPerImage * imageBytes))
        let header = FileHeader(of: segment.file, base: lastBatch)
        try Self.write(header.bytes, to: segment.name, on: &disk)
        do throws(StorageFault) {
            try disk.syncFolder()
        } catch {
            disk.close(segment.name)
            throw error
        }
        durableBatch = lastBatch
        compactionFault = nil
        state = .keeping(segment)
        removeOlder(on: &disk)
    }

    /// Makes a file of some bytes, durable but for its name, and leaves it open.
    private static func write<Disk: Storage & ~Copyable>(
        _ bytes: [UInt8], to name: String, on disk: inout Disk
    ) throws(StorageFault) {
        try disk.create(name)
        do throws(StorageFault) {
            try disk.append(bytes, to: name)
            try disk.sync(name)
        } catch {
            disk.close(name)
            throw error
        }
    }

    /// Removes what failed generations left, all but the newest image and its segment: a disk that
    /// is full for hours would get fuller at each try.
    ///
    /// A file that is removed may be there again after a power cut. So none is as long as no newer
    /// image has its place: what comes back must never be the newest that a later run finds.
    private func removeFailed<Disk: Storage & ~Copyable>(on disk: inout Disk) {
        do throws(StorageFault) {
            let files = try disk.names().compactMap { FileName($0) }
                .filter { $0.generation > settledGeneration }
            for file in files where file.kind == .unfinishedImage {
                try disk.remove(file.text)
            }
            let images = files.filter { $0.kind == .image }
            guard let newest = images.map(\.generation).max() else { return }
            for file in files where file.kind != .unfinishedImage && file.generation < newest {
                try disk.remove(file.text)
            }
        } catch {
            // What stays is in nobody's way; the next generation tries again.
        }
    }

    /// Removes what neither this generation nor the one before it needs.
    ///
    /// What cannot be removed is in nobody's way; the next generation tries again.
    private mutating func removeOlder<Disk: Storage & ~Copyable>(on disk: inout Disk) {
        let names = (try? disk.names()) ?? []
        for name in names.sorted() {
            guard let file = FileName(name) else { continue }
            if file.generation < spareGeneration || file.kind == .unfinishedImage {
                try? disk.remove(name)
            }
        }
        spareGeneration = generation
        settledGeneration = generation
    }
}
