import Leasing
import Persistence
import Simulation
import Testing

/// Every byte of every file, flipped and cut off.
struct DamageTests {
    /// A folder with two generations, or with one, every batch durable.
    private func keeper(generations: Int) throws -> Keeper {
        var keeper = try Keeper()
        keeper.pass(.zero)
        for generation in 0..<generations {
            for index in 0..<4 {
                keeper.append(
                    [.put("account/\(index)", [UInt8(generation), UInt8(index)]), .remove("b")],
                    mustSync: true)
            }
            if generation < generations - 1 {
                try keeper.killAndRestart()
                keeper.pass(.zero)
            }
        }
        keeper.disk.kill()
        return keeper
    }

    /// Opens damaged files: a refusal, or a state of the model with a word about what is missing.
    private func examine(
        _ original: Keeper, _ name: String, _ bytes: [UInt8], mayBeSilent: Bool = false,
        _ comment: Comment
    ) throws -> (last: UInt64, report: RecoveryReport)? {
        var keeper = original
        keeper.disk.damage(name, bytes)
        do {
            try keeper.restart(least: 0)
        } catch let refusal as RecoveryFault {
            guard case .nothingValid(let damages) = refusal else { throw refusal }
            #expect(damages.contains { $0.file == name }, comment)
            return nil
        }
        let last = keeper.journal.lastBatch
        if last < original.journal.lastBatch, !mayBeSilent {
            #expect(!keeper.report.findings.isEmpty, comment)
        }
        let report = keeper.report
        keeper.put("after", "damage", mustSync: true)
        try keeper.cutPowerAndRestart()
        #expect(keeper.journal.lastBatch == last + 1, comment)
        return (last, report)
    }

    @Test(arguments: [1, 2], [0x01, 0x80, 0xFF] as [UInt8])
    func `whichever byte is flipped, what is recovered was a state, and what is lost is told`(
        generations: Int, mask: UInt8
    ) throws {
        let original = try keeper(generations: generations)
        for name in original.disk.fileNames {
            let bytes = try #require(original.disk.bytes(of: name))
            for offset in bytes.indices {
                var flipped = bytes
                flipped[offset] ^= mask
                _ = try examine(original, name, flipped, "\(name), byte \(offset)")
            }
        }
    }

    @Test(arguments: [1, 2])
    func `wherever a file ends, what is recovered was a state, and what is lost is told`(
        generations: Int
    ) throws {
        let original = try keeper(generations: generations)
        for name in original.disk.fileNames {
            let bytes = try #require(original.disk.bytes(of: name))
            for count in bytes.indices {
                let isSegment = name.hasPrefix("journal")
                // A segment that ends where a frame does says nothing of a next one.
                _ = try examine(
                    original, name, Array(bytes.prefix(count)), mayBeSilent: isSegment,
                    "\(name), \(count) bytes")
            }
        }
    }

    @Test func `a cut of the last segment leaves every batch that is whole`() throws {
        let original = try keeper(generations: 2)
        let name = try original.newest("journal")
        let bytes = try #require(original.disk.bytes(of: name))
        let frame = (bytes.count - 32) / 4
        for count in bytes.indices {
            let found = try #require(
                try examine(
                    original, name, Array(bytes.prefix(count)), mayBeSilent: true, "\(count)"))
            let whole = max(0, count - 32) / frame
            #expect(found.last == UInt64(4 + whole), "\(count) bytes")
            let end = count < 32 ? 0 : 32 + whole * frame
            guard end < count || count < 32 else {
                #expect(found.report.findings == [])
                continue
            }
            guard case .cutTail(let damage)? = found.report.findings.first else {
                Issue.record("\(count) bytes: \(found.report)")
                continue
            }
            #expect(damage.file == name)
            #expect(damage.offset == end)
            #expect(damage.byteCount == count - end)
            #expect(found.report.missingBatches == 0)
        }
    }

    @Test func `a flipped byte in a safe batch is told from a torn tail, with what is lost`()
        throws
    {
        let original = try keeper(generations: 2)
        let name = try original.newest("journal")
        let bytes = try #require(original.disk.bytes(of: name))
        let frame = (bytes.count - 32) / 4
        for offset in 32..<bytes.count {
            var flipped = bytes
            flipped[offset] ^= 0x10
            let found = try #require(try examine(original, name, flipped, "byte \(offset)"))
            let whole = (offset - 32) / frame
            #expect(found.last == UInt64(4 + whole))
            switch found.report.findings.first {
            case .damagedSegment(let damage)?:
                #expect(whole < 3)
                #expect(damage.offset == 32 + whole * frame)
                #expect(found.report.missingBatches == UInt64(4 - whole))
            case .cutTail?: #expect(whole == 3)
            case let other: Issue.record("byte \(offset): \(other as Any)")
            }
        }
    }

    @Test func `a damaged image costs nothing while the generation before it is there`() throws {
        let original = try keeper(generations: 2)
        let name = try original.newest("image")
        let bytes = try #require(original.disk.bytes(of: name))
        for offset in bytes.indices {
            var flipped = bytes
            flipped[offset] ^= 0x04
            let found = try #require(try examine(original, name, flipped, "byte \(offset)"))
            #expect(found.last == original.journal.lastBatch)
            #expect(found.report.image == "image.0001")
            #expect(found.report.missingBatches == 0)
            guard case .damagedImage(let damage)? = found.report.findings.first else {
                Issue.record("byte \(offset): \(found.report)")
                continue
            }
            #expect(damage.offset == (offset < 32 ? 0 : 32))
        }
    }

    @Test(arguments: 0..<400)
    func `whatever is done to any files, a state is a state or the folder is refused`(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed: seed)
        var keeper = try keeper(generations: 1 + random.below(3))
        for _ in 0..<1 + random.below(3) {
            let names = keeper.disk.fileNames
            guard let name = random.pick(names) else { break }
            var bytes = keeper.disk.bytes(of: name) ?? []
            if bytes.isEmpty { continue }
            let start = random.below(bytes.count)
            let end = min(bytes.count, start + 1 + random.below(64))
            switch random.below(5) {
            case 0: for index in start..<end { bytes[index] = UInt8(random.below(256)) }
            case 1: for index in start..<end { bytes[index] = 0 }
            case 2: bytes.removeSubrange(start..<end)
            case 3: bytes.insert(contentsOf: bytes[start..<end], at: random.below(bytes.count))
            case _: bytes.append(contentsOf: bytes[start...])
            }
            if random.once(in: 12) {
                keeper.disk.lose(name)
            } else {
                keeper.disk.damage(name, bytes)
            }
        }
        do {
            try keeper.restart(least: 0)
        } catch let refusal as RecoveryFault {
            guard case .nothingValid = refusal else { throw refusal }
        }
    }
}
