import Leasing
import Persistence
import Simulation
import Testing

/// A journal on a false disk, and the plain model that it is held against: every state so far.
struct Keeper {
    var disk: FalseDisk
    var journal: Journal
    var report: RecoveryReport
    var now = Keeper.start
    /// The documents after each batch; the batch's number is the index.
    var states: [[String: [UInt8]]] = [[:]]
    /// The last batch that was said to be durable.
    var promised: UInt64 = 0
    /// The last batch that the end of the program alone must not take.
    var kept: UInt64 = 0
    var random: SeededRandom

    static let start = Instant(nanoseconds: 5_000_000_000)

    /// Opens a journal in an empty folder.
    init(seed: UInt64 = 1, sectorBytes: Int = 32) throws(RecoveryFault) {
        disk = FalseDisk(seed: seed, sectorBytes: sectorBytes)
        random = SeededRandom(seed: seed &+ 1)
        (journal, report) = try Self.open(&disk, now)
    }

    /// Opens a journal that compacts early, so that short histories have many generations.
    static func open(
        _ disk: inout FalseDisk, _ now: Instant
    ) throws(RecoveryFault) -> (Journal, RecoveryReport) {
        let opened = try Journal.open(on: &disk, segmentBytes: 300, now: now)
        return (opened.journal, opened.report)
    }

    /// Offers a batch, and holds the answer against the model.
    mutating func append(_ batch: [Change], mustSync: Bool = false) {
        var state = states[states.count - 1]
        for change in batch { change.apply(to: &state) }
        if !batch.isEmpty { states.append(state) }
        let number = journal.append(batch, mustSync: mustSync, on: &disk, now: now)
        learn()
        #expect(number == UInt64(states.count - 1))
        #expect(journal.documents == state)
        if mustSync, !batch.isEmpty {
            #expect(journal.isDurable(number) == (journal.stop == nil))
        }
    }

    /// Puts one document.
    mutating func put(_ key: String, _ document: String, mustSync: Bool = false) {
        append([.put(key, Array(document.utf8))], mustSync: mustSync)
    }

    /// Lets time pass in one step; what is due is done.
    mutating func pass(_ interval: Interval) {
        now = now + interval
        if let deadline = journal.nextDeadline, deadline <= now {
            journal.advance(on: &disk, to: now)
        }
        learn()
    }

    /// Notes what the journal has promised.
    private mutating func learn() {
        promised = max(promised, journal.durableBatch)
        if journal.stop == nil { kept = journal.lastBatch }
    }

    /// Puts documents until the segment is due to be compacted.
    mutating func growUntilCompaction() throws {
        for _ in 0..<100 where journal.nextDeadline != now { put("a", "document") }
        try #require(journal.nextDeadline == now, "compaction is never due")
    }

    /// Begins anew on what the disk has, and holds it against the model.
    ///
    /// - Parameter least: the batch that must at least be there.
    mutating func restart(
        least: UInt64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        (journal, report) = try Self.open(&disk, now)
        let last = journal.lastBatch
        #expect(last >= least, "a batch is lost", sourceLocation: sourceLocation)
        try #require(last < states.count, "an unknown batch", sourceLocation: sourceLocation)
        #expect(
            journal.documents == states[Int(last)], "no batch had this state",
            sourceLocation: sourceLocation)
        states.removeLast(states.count - 1 - Int(last))
        promised = min(promised, last)
        kept = last
    }

    /// Ends the program and begins anew.
    mutating func killAndRestart(sourceLocation: SourceLocation = #_sourceLocation) throws {
        disk.kill()
        try restart(least: kept, sourceLocation: sourceLocation)
    }

    /// Cuts the power and begins anew.
    mutating func cutPowerAndRestart(sourceLocation: SourceLocation = #_sourceLocation) throws {
        disk.cutPower()
        try restart(least: promised, sourceLocation: sourceLocation)
    }

    /// One thing of those that happen to a journal.
    mutating func step() {
        switch random.below(8) {
        case 0: pass(.milliseconds(Int64(random.below(1500))))
        case 1: pass(.seconds(Int64(random.below(90))))
        case 2: append(randomBatch(), mustSync: true)
        case _: append(randomBatch())
        }
    }

    mutating func randomBatch() -> [Change] {
        (0..<random.below(4)).map { _ in
            let key = "account/\(random.below(6))"
            guard !random.once(in: 4) else { return .remove(key) }
            return .put(key, (0..<random.below(40)).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        }
    }
}

extension Keeper {
    /// The file of a kind with the largest generation.
    func newest(_ prefix: String) throws -> String {
        try #require(disk.fileNames.last { $0.hasPrefix(prefix) && !$0.hasSuffix(".new") })
    }

    /// Whether a report speaks of nothing but what crashes leave.
    static func isHarmless(_ finding: RecoveryReport.Finding) -> Bool {
        switch finding {
        case .unfinishedImage, .missingSegment, .cutTail: true
        case .damagedImage, .unreadableImage, .damagedSegment: false
        }
    }
}
