/// The state as batch after batch is done again, up to the first that is not there.
///
/// What comes before damage is kept, what comes after it is not: of two accounts in one state,
/// none is from before a batch that the other one is from after.
struct Replay: Sendable {
    private(set) var documents: [String: [UInt8]]
    /// The number of the last batch that the documents contain.
    private(set) var number: UInt64
    /// The largest number of which a trace was found.
    private(set) var newest: UInt64
    private(set) var findings: [RecoveryReport.Finding] = []

    /// Begins with an image, or with nothing.
    init(_ image: ImageFile?) {
        documents = image?.documents ?? [:]
        number = image?.base ?? 0
        newest = number
    }

    /// Learns that some file speaks of a batch.
    mutating func notice(_ number: UInt64) { newest = max(newest, number) }

    /// Does the batches of segments again, which are in the order of their generations.
    ///
    /// Where the next segment begins decides what counts before it. A segment may end in bytes
    /// that an earlier recovery cut, or in a frame that could not be written any more: when the
    /// next segment goes on from the last batch before them, nothing is lost.
    mutating func follow(_ segments: [SegmentFile]) {
        for index in segments.indices {
            let later = segments[(index + 1)...]
            let next = later.lazy.compactMap(\.header?.base).first
            guard let damage = follow(segments[index], upTo: next ?? .max), next != number else {
                continue
            }
            judge(damage, in: segments[index], isLast: next == nil)
            for segment in later {
                let base = segment.header?.base ?? number
                notice(segment.traces(from: 0, after: base)?.newest ?? base)
            }
            return
        }
    }

    /// Does a segment's batches again up to a number; the damage where that ends early.
    private mutating func follow(_ segment: SegmentFile, upTo last: UInt64) -> Damage? {
        guard let header = segment.header else { return segment.damage(from: 0, .header) }
        guard header.base <= number else {
            notice(header.base)
            return segment.damage(from: 0, .gap)
        }
        var offset = FileHeader.byteCount
        while offset < segment.bytes.count, number < last {
            do throws(Damage.Reason) {
                offset = try doAgain(try segment.frame(at: offset), of: segment)
            } catch {
                return segment.damage(from: offset, error)
            }
        }
        return nil
    }

    /// Does one batch again unless the state contains it; where its frame ends.
    private mutating func doAgain(
        _ frame: Frame, of segment: SegmentFile
    ) throws(Damage.Reason) -> Int {
        if frame.number <= number { return frame.end }
        guard frame.number == number + 1 else { throw .number }
        guard let changes = Change.decode(segment.bytes, in: frame.changes) else { throw .changes }
        for change in changes { change.apply(to: &documents) }
        number = frame.number
        notice(number)
        return frame.end
    }

    /// Tells a torn tail from damage to what was safe.
    ///
    /// A power cut takes of what was not synced whatever it likes, also what lies before bytes that
    /// it leaves. So intact frames after the damage prove nothing unless one of them says that the
    /// damaged batch was durable, or the header is damaged, which was durable before any of them.
    private mutating func judge(_ damage: Damage, in segment: SegmentFile, isLast: Bool) {
        let before = max(number, segment.header?.base ?? 0)
        let traces = segment.traces(from: damage.offset, after: before)
        notice(traces?.newest ?? 0)
        let wasSafe = (traces?.durable ?? 0) > number || (damage.offset == 0 && traces != nil)
        let isTorn = isLast && !wasSafe && damage.reason != .gap
        findings.append(isTorn ? .cutTail(damage) : .damagedSegment(damage))
    }
}
