import Leasing
import Persistence
import Simulation
import Testing

struct JournalWritingTests {
    private static let calls: [StorageFault.Call] = [.append, .sync]

    /// A journal whose segment has just failed at an append or a sync.
    private func stopped(at call: StorageFault.Call) throws -> Keeper {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "kept", mustSync: true)
        let next = keeper.disk.callCount + (call == .append ? 0 : 1)
        keeper.disk.fail(next..<next + 1, with: .full)
        keeper.put("a", "offered", mustSync: true)
        return keeper
    }

    @Test(arguments: calls)
    func `a failed call stops the journal, not the map`(call: StorageFault.Call) throws {
        var keeper = try stopped(at: call)
        let fault = StorageFault(.full, in: call, of: "journal.0001")
        #expect(keeper.journal.stop?.since == keeper.now)
        #expect(keeper.journal.stop?.fault == fault)
        #expect(!keeper.journal.isDurable(2))
        #expect(keeper.journal.documents == ["a": Array("offered".utf8)])
        keeper.put("b", "meanwhile", mustSync: true)
        #expect(keeper.journal.documents["b"] == Array("meanwhile".utf8))
    }

    @Test(arguments: calls)
    func `nothing is ever written to a file after a call to it failed`(call: StorageFault.Call)
        throws
    {
        var keeper = try stopped(at: call)
        let segment = keeper.disk.bytes(of: "journal.0001")
        for _ in 0..<5 { keeper.put("a", "more", mustSync: true) }
        keeper.pass(.seconds(1))
        #expect(keeper.journal.stop == nil)
        keeper.put("a", "most", mustSync: true)
        #expect(keeper.disk.bytes(of: "journal.0001") == segment)
        #expect(throws: StorageFault.self) { try keeper.disk.sync("journal.0001") }
    }

    @Test(arguments: calls)
    func `when the disk takes it again, all that was offered is durable`(call: StorageFault.Call)
        throws
    {
        var keeper = try stopped(at: call)
        keeper.put("b", "meanwhile")
        keeper.pass(.seconds(1))
        #expect(keeper.journal.isDurable(3))
        try keeper.cutPowerAndRestart()
        #expect(keeper.journal.lastBatch == 3)
    }

    @Test func `a sync that fails at its deadline stops the journal`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.put("a", "1")
        keeper.disk.fail(keeper.disk.callCount..<keeper.disk.callCount + 1)
        keeper.pass(.seconds(1))
        #expect(keeper.journal.stop?.fault.call == .sync)
        #expect(keeper.journal.stop?.since == keeper.now)
        #expect(!keeper.journal.isDurable(1))
    }

    @Test func `the stop remembers when it began and why it lasts`() throws {
        var keeper = try stopped(at: .append)
        let since = keeper.now
        keeper.disk.fail(0..<Int.max, with: .failing)
        keeper.pass(.seconds(1))
        #expect(keeper.journal.stop?.since == since)
        #expect(keeper.journal.stop?.fault.kind == .failing)
        #expect(keeper.journal.stop?.fault.file == "image.0002.new")
    }
}
