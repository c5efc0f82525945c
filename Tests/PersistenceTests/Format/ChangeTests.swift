import Leasing
import Persistence
import Simulation
import Testing

struct ChangeTests {
    @Test func `a put replaces, a remove takes away, and doing it twice changes nothing`() {
        var documents: [String: [UInt8]] = [:]
        for _ in 0..<2 { Change.put("a", [1]).apply(to: &documents) }
        Change.put("a", [2]).apply(to: &documents)
        #expect(documents == ["a": [2]])
        for _ in 0..<2 { Change.remove("a").apply(to: &documents) }
        #expect(documents == [:])
    }

    @Test(arguments: 0..<100)
    func `a batch of any changes is read as it was written`(seed: UInt64) throws {
        var keeper = try Keeper(seed: seed)
        keeper.pass(.zero)
        let keys = ["", "a", "account/claude-a", "ü/\u{1F511}", String(repeating: "k", count: 300)]
        let batch = (0..<10).map { _ -> Change in
            let key = keys[keeper.random.below(keys.count)]
            guard !keeper.random.once(in: 3) else { return .remove(key) }
            return .put(key, (0..<keeper.random.below(30)).map { UInt8($0) })
        }
        keeper.append(batch)
        try keeper.killAndRestart()
        #expect(keeper.report.replayedBatches == 1)
    }

    @Test(arguments: [
        [0], [3, 0, 0], [1], [1, 0], [1, 0, 0], [1, 0, 0, 1, 0, 0, 0], [2, 1, 0], [2, 1, 0, 0xFF],
        [1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [2, 0, 0, 9],
    ])
    func `an intact frame of anything else is damage`(changes: [UInt8]) throws {
        let bytes = Spelling.segment(generation: 1, base: 0, [Spelling.put("a", [1]), changes])
        var folder = Folder(["journal.0001": bytes])
        let (journal, report) = try folder.open()
        #expect(journal.documents == ["a": [1]])
        guard case .cutTail(let damage)? = report.findings.first else {
            Issue.record("\(report)")
            return
        }
        #expect(damage.reason == .changes)
        #expect(damage.offset == bytes.count - changes.count - 24)
        #expect(report.missingBatches == 1)
    }

    @Test func `what the format cannot say stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var keeper = try Keeper()
            keeper.put(String(repeating: "k", count: PersistenceLimits.keyBytes + 1), "")
        }
        await #expect(processExitsWith: .failure) {
            var keeper = try Keeper()
            let document = [UInt8](repeating: 0, count: PersistenceLimits.documentBytes + 1)
            keeper.append([.put("k", document)])
        }
    }
}
