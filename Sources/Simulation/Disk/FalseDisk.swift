package import Persistence

/// The model of a disk that loses what a real one may lose, and fails when told to.
///
/// There are two truths: what the kernel has in memory, which is what every call sees, and what a
/// power cut leaves. Of what was not synced, a power cut keeps any part: any sectors of a file's
/// unsynced end, others zero or with what a removed file had in that place; any of the names made,
/// changed and removed. What was not durable when its sync failed never becomes so, whatever a
/// later sync says: the kernel marks pages clean that it could not write.
package struct FalseDisk: Storage, Sendable {
    var files: [Int: FalseFile] = [:]
    /// What each name stands for, as the kernel has it in memory.
    var numbers: [String: Int] = [:]
    /// The files that are open, by the names under which they were made.
    var open: [String: Int] = [:]
    /// What each name stood for before `changes`.
    var safeNumbers: [String: Int] = [:]
    /// What was done to names since, in order.
    var changes: [NameChange] = []
    /// The contents of removed files, whose blocks the next file may get.
    var removed: [[UInt8]] = []
    var random: SeededRandom
    let sectorBytes: Int
    var nextNumber = 0

    /// The calls so far, closing not counted; the first one has the number 0.
    package private(set) var callCount = 0
    private var failing: [Range<Int>] = []
    private var failure = StorageFault.Kind.failing

    /// An empty folder; what is lost follows from the seed.
    package init(seed: UInt64, sectorBytes: Int = 512) {
        random = SeededRandom(seed: seed)
        self.sectorBytes = sectorBytes
    }

    /// Lets calls fail, by their numbers. A failed call may have been done in part.
    package mutating func fail(_ calls: Range<Int>..., with kind: StorageFault.Kind = .failing) {
        failing = calls
        failure = kind
    }

    /// Lists the folder.
    package mutating func names() throws(StorageFault) -> [String] {
        try count(.names, "")
        return fileNames
    }

    /// Reads a whole file.
    package mutating func read(_ name: String, limit: Int) throws(StorageFault) -> [UInt8] {
        try count(.read, name)
        let bytes = files[try number(of: name, for: .read)]?.bytes ?? []
        guard bytes.count <= limit else { throw StorageFault(.other(27), in: .read, of: name) }
        return bytes
    }

    /// Makes an empty file and keeps it open.
    package mutating func create(_ name: String) throws(StorageFault) {
        let fault = fault(.create, name)
        if let fault, random.once(in: 2) { throw fault }
        guard numbers[name] == nil else { throw StorageFault(.other(17), in: .create, of: name) }
        let number = nextNumber
        nextNumber += 1
        files[number] = FalseFile()
        change(.set(name, number))
        open[name] = number
        if let fault { throw fault }
    }

    /// Writes at the end of an open file; of a failed call any first part is done.
    package mutating func append(_ bytes: [UInt8], to name: String) throws(StorageFault) {
        let fault = fault(.append, name)
        let number = try openNumber(of: name, for: .append)
        let count = fault == nil ? bytes.count : random.below(bytes.count + 1)
        files[number]?.bytes += bytes.prefix(count)
        if let fault { throw fault }
    }

    /// Makes what was appended durable, unless an earlier sync of the file failed.
    package mutating func sync(_ name: String) throws(StorageFault) {
        let fault = fault(.sync, name)
        let number = try openNumber(of: name, for: .sync)
        if let fault {
            files[number]?.isDoubtful = true
            throw fault
        }
        files[number]?.sync()
    }

    /// Closes a file.
    package mutating func close(_ name: String) { open[name] = nil }

    /// Makes names durable, but for those of an earlier call that failed.
    package mutating func syncFolder() throws(StorageFault) {
        let fault = fault(.syncFolder, "")
        for index in changes.indices where changes[index].certainty == .pending {
            changes[index].certainty = fault == nil ? .safe : .doubtful
        }
        settle()
        if let fault { throw fault }
    }

    /// Gives a file another name.
    package mutating func rename(_ name: String, to target: String) throws(StorageFault) {
        let fault = fault(.rename, name)
        if fault == nil || random.once(in: 2) {
            change(.move(name, to: target, try number(of: name, for: .rename)))
        }
        if let fault { throw fault }
    }

    /// Removes a name.
    package mutating func remove(_ name: String) throws(StorageFault) {
        let fault = fault(.remove, name)
        if fault == nil || random.once(in: 2) {
            let number = try number(of: name, for: .remove)
            removed = removed.suffix(3) + [files[number]?.bytes ?? []]
            change(.clear(name))
        }
        if let fault { throw fault }
    }

    /// Counts a call in; its fault when it is to fail.
    private mutating func fault(_ call: StorageFault.Call, _ name: String) -> StorageFault? {
        defer { callCount += 1 }
        let fails = failing.contains { $0.contains(callCount) }
        return fails ? StorageFault(failure, in: call, of: name) : nil
    }

    /// Counts a call in that is not done at all when it fails.
    private mutating func count(
        _ call: StorageFault.Call, _ name: String
    ) throws(StorageFault) {
        if let fault = fault(call, name) { throw fault }
    }

    private mutating func change(_ kind: NameChange.Kind) {
        kind.apply(to: &numbers)
        changes.append(NameChange(kind: kind))
    }

    /// Forgets what no power cut can bring back.
    private mutating func settle() {
        guard changes.allSatisfy({ $0.certainty == .safe }) else { return }
        safeNumbers = numbers
        changes = []
        let kept = Set(numbers.values).union(open.values)
        files = files.filter { kept.contains($0.key) }
    }

    private func number(
        of name: String, for call: StorageFault.Call
    ) throws(StorageFault) -> Int {
        guard let number = numbers[name] else { throw StorageFault(.other(2), in: call, of: name) }
        return number
    }

    private func openNumber(
        of name: String, for call: StorageFault.Call
    ) throws(StorageFault) -> Int {
        guard let number = open[name] else { throw StorageFault(.other(9), in: call, of: name) }
        return number
    }
}
