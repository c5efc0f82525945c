import Leasing
import Persistence
import Simulation
import Testing

struct JournalTests {
    @Test func `an empty folder is an empty state, and opening writes nothing`() throws {
        let keeper = try Keeper()
        #expect(keeper.report.findings == [])
        #expect(keeper.report.image == nil)
        #expect(keeper.journal.documents == [:])
        #expect(keeper.journal.lastBatch == 0)
        #expect(keeper.disk.fileNames == [])
        #expect(keeper.journal.nextDeadline == keeper.now)
    }

    @Test func `the first generation is begun at the first deadline or with the first batch`()
        throws
    {
        var keeper = try Keeper()
        keeper.pass(.zero)
        #expect(keeper.disk.fileNames == ["image.0001", "journal.0001"])
        #expect(keeper.journal.nextDeadline == nil)
        keeper = try Keeper()
        keeper.put("a", "1")
        #expect(keeper.disk.fileNames == ["image.0001", "journal.0001"])
        #expect(keeper.journal.lastBatch == 1)
        #expect(!keeper.journal.isDurable(1))
    }

    @Test func `a batch that asks for it is durable when the call returns`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "1")
        #expect(!keeper.journal.isDurable(1))
        keeper.put("b", "1", mustSync: true)
        #expect(keeper.journal.isDurable(2))
        #expect(keeper.journal.nextDeadline == nil)
        try keeper.cutPowerAndRestart()
        #expect(keeper.journal.lastBatch == 2)
    }

    @Test func `what need not be durable at once is so within a second of the first byte`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "1")
        let deadline = keeper.now + .seconds(1)
        keeper.pass(.milliseconds(600))
        keeper.put("a", "2")
        #expect(keeper.journal.nextDeadline == deadline)
        keeper.pass(.milliseconds(399))
        #expect(!keeper.journal.isDurable(1))
        keeper.pass(.milliseconds(1))
        #expect(keeper.journal.isDurable(2))
        #expect(keeper.journal.nextDeadline == nil)
    }

    @Test func `an empty batch has no number, and syncs when it must`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "1")
        let bytes = keeper.disk.bytes(of: "journal.0001")
        keeper.append([])
        #expect(!keeper.journal.isDurable(1))
        keeper.append([], mustSync: true)
        #expect(keeper.journal.isDurable(1))
        #expect(keeper.journal.lastBatch == 1)
        #expect(keeper.disk.bytes(of: "journal.0001") == bytes)
    }

    @Test func `an advance before the deadline does nothing`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "1")
        let callCount = keeper.disk.callCount
        keeper.journal.advance(on: &keeper.disk, to: keeper.now)
        #expect(keeper.disk.callCount == callCount)
    }

    @Test func `every start begins a generation and keeps the one it came from`() throws {
        var keeper = try Keeper()
        keeper.put("a", "1")
        for generation in 2..<6 {
            try keeper.killAndRestart()
            keeper.pass(.zero)
            keeper.put("a", "\(generation)")
            let kept = [generation - 1, generation]
            #expect(
                keeper.disk.fileNames
                    == kept.map { "image.000\($0)" } + kept.map { "journal.000\($0)" })
        }
    }

    @Test func `what was recovered is durable with the first generation, not before`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "1")
        try keeper.killAndRestart()
        #expect(keeper.journal.lastBatch == 1)
        #expect(!keeper.journal.isDurable(1))
        keeper.pass(.zero)
        #expect(keeper.journal.isDurable(1))
    }

    @Test func `the first batch is in the segment too, so that its image can be done without`()
        throws
    {
        var keeper = try Keeper()
        for text in ["first", "second", "third"] {
            keeper.put("a", text, mustSync: true)
            try keeper.killAndRestart()
        }
        keeper.pass(.zero)
        keeper.disk.damage(try keeper.newest("image"), [])
        try keeper.cutPowerAndRestart()
        #expect(keeper.journal.documents["a"] == Array("third".utf8))
    }
}
