/// Makes the state of what is in the folder, and changes nothing there.
///
/// The newest intact image is the beginning; the segments of its generation and of later ones
/// follow. Every batch has the number after the one before it, across files: whatever was removed,
/// never finished, or written in vain by an earlier run is passed over, and whatever is missing
/// shows as a gap.
struct Recovery: Sendable {
    private(set) var documents: [String: [UInt8]] = [:]
    /// The number of the last batch that the documents contain.
    private(set) var number: UInt64 = 0
    /// The generation of the image that the state began with, or of the first segment.
    private(set) var base: UInt64 = 0
    /// The largest generation that any file has, finished or not.
    private(set) var newestGeneration: UInt64 = 0
    private(set) var report = RecoveryReport()

    private var damages: [Damage] = []
    /// Images that were passed over and the batch that each held, if its header says so.
    private var passedBases: [UInt64] = []
    private var unreadable: (file: FileName, fault: StorageFault)?

    /// Reads the folder.
    init<Disk: Storage & ~Copyable>(of disk: inout Disk) throws(RecoveryFault) {
        let files = try Self.files(on: &disk)
        newestGeneration = files.last?.generation ?? 0
        for file in files where file.kind == .unfinishedImage {
            report.findings.append(.unfinishedImage(file: file.text))
        }
        let images = files.filter { $0.kind == .image }
        let image = try newestIntact(of: images, on: &disk)
        var segments: [SegmentFile] = []
        for file in files where file.kind == .segment && file.generation >= base {
            segments.append(try Self.segment(file, on: &disk))
        }
        if image == nil, !(images.isEmpty && segments.isEmpty) { try beginEmpty(segments) }
        try finish(image, segments)
    }

    /// The journal's files, by their generations.
    static func files<Disk: Storage & ~Copyable>(
        on disk: inout Disk
    ) throws(RecoveryFault) -> [FileName] {
        do throws(StorageFault) {
            return try disk.names().compactMap { FileName($0) }
                .sorted { $0.generation < $1.generation }
        } catch {
            throw .unreadable(error)
        }
    }

    /// Reads images, the newest first, until one is intact.
    private mutating func newestIntact<Disk: Storage & ~Copyable>(
        of images: [FileName], on disk: inout Disk
    ) throws(RecoveryFault) -> ImageFile? {
        for file in images.reversed() {
            let bytes: [UInt8]
            do throws(StorageFault) {
                bytes = try disk.read(file.text, limit: PersistenceLimits.fileBytes)
            } catch {
                unreadable = unreadable ?? (file, error)
                report.findings.append(.unreadableImage(error))
                continue
            }
            guard let image = try intact(file, bytes) else { continue }
            base = file.generation
            report.image = file.text
            return image
        }
        return nil
    }

    private mutating func intact(
        _ file: FileName, _ bytes: [UInt8]
    ) throws(RecoveryFault) -> ImageFile? {
        guard let header = FileHeader(bytes, of: file) else {
            pass(Damage(of: file, bytes, from: 0, .header))
            return nil
        }
        guard header.isReadable else {
            throw .unsupportedVersion(file: file.text, oldestReader: header.oldestReader)
        }
        do throws(Damage) {
            return try ImageFile(bytes, under: header)
        } catch {
            passedBases.append(header.base)
            pass(error)
            return nil
        }
    }

    private mutating func pass(_ damage: Damage) {
        damages.append(damage)
        report.findings.append(.damagedImage(damage))
    }

    /// Reads a segment. One that cannot be read is no damage: the disk may do better later, and
    /// to begin without it would be to lose it.
    private static func segment<Disk: Storage & ~Copyable>(
        _ file: FileName, on disk: inout Disk
    ) throws(RecoveryFault) -> SegmentFile {
        let bytes: [UInt8]
        do throws(StorageFault) {
            bytes = try disk.read(file.text, limit: PersistenceLimits.fileBytes)
        } catch {
            throw .unreadable(error)
        }
        let header = FileHeader(bytes, of: file)
        if let header, !header.isReadable {
            throw .unsupportedVersion(file: file.text, oldestReader: header.oldestReader)
        }
        return SegmentFile(file: file, bytes: bytes, header: header)
    }

    /// Begins without an image, which is right only when the first segment says that there was no
    /// batch before it.
    private mutating func beginEmpty(_ segments: [SegmentFile]) throws(RecoveryFault) {
        if let first = segments.first {
            if first.header?.base == 0 {
                base = first.file.generation
                return
            }
            let reason: Damage.Reason = first.header == nil ? .header : .gap
            damages.append(first.damage(from: 0, reason))
            damages += segments.dropFirst().compactMap(\.ownDamage)
        }
        if let unreadable { throw .unreadable(unreadable.fault) }
        throw .nothingValid(damages)
    }

    private mutating func finish(
        _ image: ImageFile?, _ segments: [SegmentFile]
    ) throws(RecoveryFault) {
        if image != nil, segments.isEmpty {
            report.findings.append(.missingSegment(file: FileName(.segment, base).text))
        }
        var replay = Replay(image)
        for base in passedBases { replay.notice(base) }
        replay.follow(segments)
        if let unreadable {
            // Its segment begins where the image ended: only who has come that far has it all.
            let own = segments.first { $0.file.generation == unreadable.file.generation }
            guard let base = own?.header?.base, base <= replay.number else {
                throw .unreadable(unreadable.fault)
            }
        }
        documents = replay.documents
        number = replay.number
        report.findings += replay.findings
        report.replayedBatches = number - (image?.base ?? 0)
        report.missingBatches = replay.newest - number
    }
}
