package import Leasing

/// The leases of this boot, each in a slot of its own: written before the answer that tells of it
/// leaves, found by the next daemon though this one is killed.
///
/// A kill may come between any two writes. A slot that is filled is free until all of it is there.
/// What changes in a lease's life are single words, each of which is the old or the new one. A body
/// that must be written anew while its lease lives is written beside the slots first; whoever finds
/// such a rewriting finishes it.
package struct LeaseTable: Sendable {
    /// What became of the table that was found.
    package enum Finding: Hashable, Sendable {
        /// It is this boot's.
        case current
        /// There was none.
        case missing
        /// It is another boot's: its leases ended with their clients.
        case ofAnotherBoot
        /// It has a format of another version, or none.
        case unreadable(String)
    }

    private var buffer: [UInt8] = []
    /// How many slots have been used.
    private var used = 0

    /// The writer of an empty table.
    package init() { buffer.reserveCapacity(TableLayout.bodyBytes) }

    /// Begins an empty table in memory that is all zeros.
    ///
    /// - Parameter boot: the boot's id, 16 bytes.
    package static func format<Memory: TableMemory & ~Copyable>(
        _ memory: inout Memory, boot: [UInt8]
    ) {
        memory.write(header(boot: boot), at: 0)
    }

    private static func header(boot: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: TableLayout.magic)
        bytes.append(littleEndian: TableLayout.version)
        bytes.append(littleEndian: UInt32(TableLayout.slotBytes))
        bytes.append(littleEndian: UInt32(TableLayout.slots))
        bytes.append(littleEndian: UInt32(0))
        bytes.append(contentsOf: boot.prefix(16))
        var checksum = Checksum()
        checksum.add(bytes, in: 0..<20)
        checksum.add(bytes, in: 24..<bytes.count)
        bytes.overwrite(at: 20, littleEndian: checksum.value)
        return bytes
    }

    /// Judges what is found where a table should be.
    ///
    /// - Parameter begin: its first 40 bytes, or fewer when it is shorter.
    package static func judge(_ begin: [UInt8], size: Int, boot: [UInt8]) -> Finding {
        guard begin.count >= 40 else { return .unreadable("it ends in its header") }
        guard begin.littleEndian(at: 0) == TableLayout.magic else {
            return .unreadable("it is no table of leases")
        }
        let version = begin.littleEndian(at: 8, as: UInt32.self)
        guard version == TableLayout.version else {
            return .unreadable("its format is version \(version), not \(TableLayout.version)")
        }
        let its = Array(begin[24..<40])
        guard Array(begin[..<40]) == header(boot: its) else {
            return .unreadable("its header is damaged")
        }
        guard its == boot else { return .ofAnotherBoot }
        guard size == TableLayout.bytes else { return .unreadable("it has \(size) bytes") }
        return .current
    }

    /// The leases of a table of this boot, in the order of their slots; those that are damaged are
    /// freed and counted. A lease that was being granted is not among them: nobody was told of it.
    package mutating func read<Memory: TableMemory & ~Copyable>(
        _ memory: inout Memory
    ) -> (leases: [LeaseMemory], damaged: Int) {
        Self.finishRewriting(&memory)
        used = Int(min(memory.word(at: TableLayout.used), UInt64(TableLayout.slots)))
        var leases: [LeaseMemory] = []
        leases.reserveCapacity(used)
        var damaged = 0
        for slot in 0..<used {
            let offset = TableLayout.offset(of: slot)
            let state = memory.word(at: offset)
            guard state != 0 else { continue }
            let body = Self.bodyBytes(memory, offset)
            if let standing = Self.standing(state, memory, offset),
                let lease = LeaseBody.decode(body, standing: standing), lease.slot == slot
            {
                leases.append(lease)
            } else {
                memory.publish(0, at: offset)
                damaged += 1
            }
        }
        return (leases, damaged)
    }

    /// Writes what is new of a lease.
    package mutating func write<Memory: TableMemory & ~Copyable>(
        _ news: LeaseNews, to memory: inout Memory
    ) {
        switch news {
        case .granted(let lease):
            let offset = TableLayout.offset(of: lease.slot)
            LeaseBody.encode(lease, into: &buffer)
            use(lease.slot, of: &memory)
            memory.publish(0, at: offset)
            memory.write(buffer, at: offset + TableLayout.body)
            Self.publish(lease.standing, at: offset, in: &memory)
        case .moved(var lease):
            lease.key = body(of: lease.slot, in: memory)?.key
            LeaseBody.encode(lease, into: &buffer)
            rewrite(lease.slot, in: &memory)
            Self.publish(lease.standing, at: TableLayout.offset(of: lease.slot), in: &memory)
        case .changed(let slot, let standing):
            Self.publish(standing, at: TableLayout.offset(of: slot), in: &memory)
        }
    }

    private mutating func use<Memory: TableMemory & ~Copyable>(
        _ slot: Int, of memory: inout Memory
    ) {
        guard slot >= used else { return }
        used = slot + 1
        memory.publish(UInt64(used), at: TableLayout.used)
    }

    /// What the table has of a lease that lives.
    private func body<Memory: TableMemory & ~Copyable>(
        of slot: Int, in memory: borrowing Memory
    ) -> LeaseMemory? {
        LeaseBody.decode(
            Self.bodyBytes(memory, TableLayout.offset(of: slot)),
            standing: LeaseStanding(deadline: .distantFuture))
    }

    /// The bytes of a slot's body, and not those behind it: at a start all slots may be read.
    private static func bodyBytes<Memory: TableMemory & ~Copyable>(
        _ memory: borrowing Memory, _ offset: Int
    ) -> [UInt8] {
        let begin = offset + TableLayout.body
        let count = LeaseBody.byteCount(memory.word(at: begin))
        return memory.read(begin..<begin + count)
    }

    private func rewrite<Memory: TableMemory & ~Copyable>(_ slot: Int, in memory: inout Memory) {
        memory.write(buffer, at: TableLayout.rewrittenBody)
        memory.publish(UInt64(slot + 1), at: TableLayout.rewriting)
        memory.write(buffer, at: TableLayout.offset(of: slot) + TableLayout.body)
        memory.publish(0, at: TableLayout.rewriting)
    }

    private static func finishRewriting<Memory: TableMemory & ~Copyable>(
        _ memory: inout Memory
    ) {
        let target = memory.word(at: TableLayout.rewriting)
        guard target > 0, target <= UInt64(TableLayout.slots) else { return }
        let begin = TableLayout.rewrittenBody
        let body = memory.read(begin..<begin + TableLayout.bodyBytes)
        memory.write(body, at: TableLayout.offset(of: Int(target - 1)) + TableLayout.body)
        memory.publish(0, at: TableLayout.rewriting)
    }

    /// Writes where a lease stands; whether it lives comes last.
    private static func publish<Memory: TableMemory & ~Copyable>(
        _ standing: LeaseStanding, at offset: Int, in memory: inout Memory
    ) {
        let words = StandingWords(standing)
        memory.publish(words.deadline, at: offset + TableLayout.deadline)
        memory.publish(words.verdict, at: offset + TableLayout.verdict)
        memory.publish(words.report, at: offset + TableLayout.report)
        memory.publish(words.state, at: offset)
    }

    private static func standing<Memory: TableMemory & ~Copyable>(
        _ state: UInt64, _ memory: borrowing Memory, _ offset: Int
    ) -> LeaseStanding? {
        StandingWords(
            state: state, deadline: memory.word(at: offset + TableLayout.deadline),
            report: memory.word(at: offset + TableLayout.report),
            verdict: memory.word(at: offset + TableLayout.verdict)
        ).standing
    }
}

extension LeaseMemory {
    /// Its place in the table.
    package var slot: Int { Int(id.low & 0xFFFF) }
}
