import Leasing
import Persistence
import Simulation
import Testing

/// Whole histories on a disk that fails and forgets, each from its seed.
struct HistoryTests {
    @Test(arguments: 0..<150)
    func `the end of the program loses no batch that was kept`(seed: UInt64) throws {
        var keeper = try Keeper(seed: seed)
        for _ in 0..<60 {
            keeper.step()
            if keeper.random.once(in: 8) {
                try keeper.killAndRestart()
                #expect(keeper.report.findings.allSatisfy(Keeper.isHarmless))
                #expect(keeper.report.missingBatches == 0)
            }
        }
    }

    @Test(arguments: 0..<300)
    func `a power cut loses no batch that was durable, and none out of order`(
        seed: UInt64
    ) throws {
        var keeper = try Keeper(seed: seed)
        for _ in 0..<80 {
            keeper.step()
            if keeper.random.once(in: 8) {
                try keeper.cutPowerAndRestart()
                #expect(
                    keeper.report.findings.allSatisfy(Keeper.isHarmless), "\(keeper.report)")
            }
        }
    }

    @Test(arguments: 0..<300)
    func `a disk that fails for a while costs what was offered meanwhile, and no more`(
        seed: UInt64
    ) throws {
        var keeper = try Keeper(seed: seed)
        for _ in 0..<80 {
            if keeper.random.once(in: 10) {
                let first = keeper.disk.callCount + keeper.random.below(12)
                let kind: StorageFault.Kind = keeper.random.once(in: 2) ? .full : .failing
                keeper.disk.fail(first..<first + 1 + keeper.random.below(6), with: kind)
            }
            keeper.step()
            switch keeper.random.below(12) {
            case 0: try keeper.killAndRestart()
            case 1: try keeper.cutPowerAndRestart()
            case _: break
            }
        }
        keeper.disk.fail(0..<0)
        keeper.pass(.seconds(60))
        #expect(keeper.journal.stop == nil)
        keeper.append([.put("last", [1])], mustSync: true)
        try keeper.cutPowerAndRestart()
        #expect(keeper.journal.documents["last"] == [1])
    }

    @Test(arguments: 0..<8, [StorageFault.Kind.full, .failing])
    func `whichever call fails, once or for a while, nothing that was durable is lost`(
        seed: UInt64, kind: StorageFault.Kind
    ) throws {
        let callCount = try history(seed) { _ in }.disk.callCount
        for call in 0..<callCount {
            for length in [1, 3] {
                var keeper = try history(seed) { $0.disk.fail(call..<call + length, with: kind) }
                keeper.disk.fail(0..<0)
                let isStopped = keeper.journal.stop != nil
                keeper.pass(.seconds(60))
                #expect(keeper.journal.stop == nil, "call \(call)")
                if isStopped { #expect(keeper.journal.durableBatch == keeper.journal.lastBatch) }
                try keeper.cutPowerAndRestart()
            }
        }
    }

    @Test(arguments: 0..<16)
    func `whichever call is the last one, what was kept is recovered and goes on`(
        seed: UInt64
    ) throws {
        let callCount = try history(seed) { _ in }.disk.callCount
        for call in 0..<callCount {
            for isPowerCut in [false, true] {
                var keeper = try history(seed) { $0.disk.fail(call..<Int.max) }
                if isPowerCut {
                    try keeper.cutPowerAndRestart()
                } else {
                    try keeper.killAndRestart()
                }
                for _ in 0..<6 { keeper.step() }
                keeper.append([.put("last", [1])], mustSync: true)
                try keeper.cutPowerAndRestart()
                #expect(keeper.journal.documents["last"] == [1], "call \(call)")
            }
        }
    }

    @Test(arguments: 0..<16)
    func `whichever call of a recovery fails, the next one finds as much`(seed: UInt64) throws {
        var first = try history(seed) { _ in }
        first.disk.kill()
        let before = first.disk.callCount
        var trial = first
        try trial.restart(least: first.kept)
        for call in before..<trial.disk.callCount {
            var keeper = first
            keeper.disk.fail(call..<call + 1)
            do throws(RecoveryFault) {
                (keeper.journal, keeper.report) = try Keeper.open(&keeper.disk, first.now)
                #expect(keeper.journal.documents == first.journal.documents)
            } catch {
                guard case .unreadable = error else { throw error }
            }
            try keeper.killAndRestart()
        }
    }

    /// A short history, the same for a seed up to the first call that fails.
    private func history(_ seed: UInt64, _ prepare: (inout Keeper) -> Void) throws -> Keeper {
        var keeper = try Keeper(seed: seed)
        prepare(&keeper)
        for _ in 0..<12 { keeper.step() }
        return keeper
    }
}
