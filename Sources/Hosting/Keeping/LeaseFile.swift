import Kernel
import Persistence

/// The file that a lease table lies in, mapped into memory.
struct LeaseFile: TableMemory, ~Copyable {
    private var memory: MappedFile

    private init(_ memory: consuming MappedFile) { self.memory = memory }

    /// What is found at a path, and how it is to be judged.
    static func examine(_ path: String, boot: BootID?) throws(StartFault) -> LeaseTable.Finding {
        guard try OwnFile.require(path) else { return .missing }
        do throws(Errno) {
            let file = try File(opening: path, for: [.read, .withoutFollowingLinks])
            let size = try file.status().size
            var begin: [UInt8] = []
            _ = try file.read(into: &begin, atMost: 64, from: 0)
            // Where the boot's id is hidden, a table may be of any.
            guard let boot else { return .ofAnotherBoot }
            return LeaseTable.judge(begin, size: size, boot: boot.bytes)
        } catch {
            return .unreadable(error.description)
        }
    }

    /// Maps a table that was judged to be this boot's.
    static func open(_ path: String) throws(StartFault) -> LeaseFile {
        do throws(Errno) {
            let file = try File(opening: path, for: [.readWrite, .withoutFollowingLinks])
            return LeaseFile(try MappedFile(file, count: TableLayout.bytes))
        } catch {
            throw unusable(path, error)
        }
    }

    /// Makes an empty table, in place of what may be there.
    static func create(_ path: String, boot: BootID?) throws(StartFault) -> LeaseFile {
        let unfinished = path + ".new"
        do throws(Errno) {
            try? FileSystem.remove(unfinished)
            let file = try File(opening: unfinished, for: [.readWrite, .create, .exclusive])
            try file.allocate(TableLayout.bytes)
            var created = LeaseFile(try MappedFile(file, count: TableLayout.bytes))
            // Without the boot's id nobody takes it up: no boot has zeros.
            let none = [UInt8](repeating: 0, count: 16)
            LeaseTable.format(&created, boot: boot?.bytes ?? none)
            try FileSystem.rename(unfinished, to: path)
            return created
        } catch {
            try? FileSystem.remove(unfinished)
            throw unusable(path, error)
        }
    }

    private static func unusable(_ path: String, _ error: Errno) -> StartFault {
        let need = "it needs \(TableLayout.bytes) bytes"
        let reason = error == .noSpace ? "\(error.description); \(need)" : error.description
        return StartFault(.cannotCreate, "cannot use the table of leases \(path): \(reason)")
    }

    /// How many bytes it has.
    var count: Int { memory.count }

    /// The bytes of a part of it.
    func read(_ range: Range<Int>) -> [UInt8] { memory.read(range) }

    /// The word at an offset, its least byte first.
    func word(at offset: Int) -> UInt64 {
        UInt64(littleEndian: memory.word(at: offset))
    }

    /// Writes bytes from an offset on.
    mutating func write(_ bytes: [UInt8], at offset: Int) {
        guard FaultPoint.isAwaited(.grantHalfKept), TableLayout.isInSlot(offset) else {
            return memory.write(bytes, at: offset)
        }
        let half = bytes.count / 2
        memory.write(Array(bytes[..<half]), at: offset)
        FaultPoint.reach(.grantHalfKept)
        memory.write(Array(bytes[half...]), at: offset + half)
    }

    /// Writes a word, after all that was written before it.
    mutating func publish(_ word: UInt64, at offset: Int) {
        if FaultPoint.isAwaited(.endHalfKept), TableLayout.isEnd(word, at: offset) {
            FaultPoint.reach(.endHalfKept)
        }
        memory.publish(word.littleEndian, at: offset)
    }
}
