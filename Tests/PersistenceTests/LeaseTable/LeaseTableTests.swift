import Leasing
import Persistence
import Simulation
import Testing

struct LeaseTableTests {
    private static let boot = [UInt8](0..<16)
    private static let slots = [0, 1, 2, 9]

    /// A table, what it should hold, and the next thing that happens to it.
    private struct Scene {
        var memory = FalseTable()
        var table = LeaseTable()
        var held: [Int: LeaseMemory] = [:]
        var random: SeededRandom
        var fence: UInt64 = 1

        init(seed: UInt64) {
            random = SeededRandom(seed: seed)
            LeaseTable.format(&memory, boot: LeaseTableTests.boot)
        }

        mutating func news() -> LeaseNews {
            let slot = slots[random.below(slots.count)]
            fence += 1
            guard var lease = held[slot], lease.standing.ending == nil, random.below(4) > 0 else {
                return .granted(LeaseMemories.lease(in: slot, fence: fence, &random))
            }
            lease.standing = LeaseMemories.standing(&random)
            guard random.below(3) == 0 else { return .changed(slot: slot, lease.standing) }
            lease.instance = "moved-\(fence)"
            return .moved(lease)
        }

        mutating func take(_ news: LeaseNews) {
            switch news {
            case .granted(let lease), .moved(let lease): held[lease.slot] = lease
            case .changed(let slot, let standing): held[slot]?.standing = standing
            }
        }

        var slots: [Int] { LeaseTableTests.slots }
    }

    private func read(_ memory: inout FalseTable) -> [Int: LeaseMemory] {
        var table = LeaseTable()
        let (leases, _) = table.read(&memory)
        return Dictionary(uniqueKeysWithValues: leases.map { ($0.slot, $0) })
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `what was written is read by the next daemon`(seed: UInt64) {
        var scene = Scene(seed: seed)
        for _ in 0..<40 {
            let news = scene.news()
            scene.table.write(news, to: &scene.memory)
            scene.take(news)
            var copy = scene.memory
            #expect(read(&copy) == scene.held)
        }
    }

    /// The heart of it: whatever store a daemon is killed before, the next one finds each lease as
    /// it was or as it was to be, and one that was being granted whole or not at all.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a kill between any two stores loses nothing and invents nothing`(seed: UInt64) throws {
        var scene = Scene(seed: seed)
        for _ in 0..<30 {
            let (before, held) = (scene.memory, scene.held)
            let news = scene.news()
            scene.table.write(news, to: &scene.memory)
            scene.take(news)
            for left in 0..<(scene.memory.storeCount - before.storeCount) {
                var killed = before
                killed.storesLeft = left
                var table = LeaseTable()
                _ = table.read(&killed)
                killed.storesLeft = left
                table.write(news, to: &killed)
                killed.storesLeft = nil
                try judge(read(&killed), held, scene.held, news)
            }
        }
    }

    private func judge(
        _ found: [Int: LeaseMemory], _ before: [Int: LeaseMemory], _ after: [Int: LeaseMemory],
        _ news: LeaseNews
    ) throws {
        let slot =
            switch news {
            case .granted(let lease), .moved(let lease): lease.slot
            case .changed(let slot, _): slot
            }
        for other in Self.slots where other != slot { #expect(found[other] == before[other]) }
        if case .granted = news {
            // What was there before had ended, and may be gone.
            #expect(found[slot] == nil || found[slot] == after[slot] || found[slot] == before[slot])
            return
        }
        let (lease, old, new) = try (
            #require(found[slot]), #require(before[slot]), #require(after[slot])
        )
        #expect(lease.instance == old.instance || lease.instance == new.instance)
        #expect([old.standing.deadline, new.standing.deadline].contains(lease.standing.deadline))
        #expect([old.standing.ending, new.standing.ending].contains(lease.standing.ending))
        // A report that counts as taken is answered as it was, and one that ended its lease counts.
        if lease.standing.sequence == new.standing.sequence, old.standing != new.standing {
            #expect(lease.standing.verdict == new.standing.verdict)
        }
        if lease.standing.ending == new.standing.ending, new.standing.ending != nil,
            old.standing.ending == nil
        {
            #expect(lease.standing == new.standing)
        }
    }

    @Test func `the last slot is one like the others`() {
        var scene = Scene(seed: 1)
        let lease = LeaseMemories.lease(in: TableLayout.slots - 1, fence: 1, &scene.random)
        scene.table.write(.granted(lease), to: &scene.memory)
        #expect(read(&scene.memory) == [TableLayout.slots - 1: lease])
    }

    @Test func `a rewriting that was begun is finished, and only once`() throws {
        var random = SeededRandom(seed: 5)
        var memory = FalseTable()
        LeaseTable.format(&memory, boot: Self.boot)
        var table = LeaseTable()
        var lease = LeaseMemories.lease(in: 3, fence: 9, &random)
        lease.standing.ending = nil
        table.write(.granted(lease), to: &memory)
        lease.instance = "another"
        let before = memory
        table.write(.moved(lease), to: &memory)
        var found: Set<String?> = []
        for left in 0...(memory.storeCount - before.storeCount) {
            var killed = before
            killed.storesLeft = left
            table.write(.moved(lease), to: &killed)
            killed.storesLeft = nil
            let once = read(&killed)
            #expect(read(&killed) == once)
            found.insert(once[3]?.instance)
        }
        #expect(found.count == 2 && found.contains("another"))
    }

    @Test func `a slot whose bytes are damaged is freed, and the others are not touched`() {
        var random = SeededRandom(seed: 6)
        var scene = Scene(seed: 7)
        for (number, slot) in Self.slots.enumerated() {
            let lease = LeaseMemories.lease(in: slot, fence: UInt64(number + 1), &random)
            scene.table.write(.granted(lease), to: &scene.memory)
            scene.take(.granted(lease))
        }
        for _ in 0..<200 {
            var damaged = scene.memory
            let offset = TableLayout.offset(of: 1) + TableLayout.body + random.below(60)
            var byte = damaged.read(offset..<offset + 1)
            byte[0] ^= UInt8(1 << random.below(8))
            damaged.write(byte, at: offset)
            let found = read(&damaged)
            for slot in Self.slots where slot != 1 { #expect(found[slot] == scene.held[slot]) }
            #expect(found[1] == nil || found[1] == scene.held[1])
        }
    }

    @Test func `only this boot's table of this version is read, and the rest is named`() {
        var memory = FalseTable()
        LeaseTable.format(&memory, boot: Self.boot)
        let begin = memory.read(0..<64)
        let size = TableLayout.bytes
        #expect(LeaseTable.judge(begin, size: size, boot: Self.boot) == .current)
        #expect(
            LeaseTable.judge(begin, size: size, boot: Self.boot.reversed()) == .ofAnotherBoot)
        #expect(
            LeaseTable.judge(begin, size: 4096, boot: Self.boot)
                == .unreadable("it has 4096 bytes"))
        #expect(
            LeaseTable.judge([], size: 0, boot: Self.boot)
                == .unreadable("it ends in its header"))
        for place in 0..<40 {
            var damaged = begin
            damaged[place] ^= 1
            let finding = LeaseTable.judge(damaged, size: size, boot: Self.boot)
            #expect(finding != .current, "byte \(place)")
        }
        var later = begin
        later[8] = 2
        #expect(
            LeaseTable.judge(later, size: size, boot: Self.boot)
                == .unreadable("its format is version 2, not 1"))
    }
}
