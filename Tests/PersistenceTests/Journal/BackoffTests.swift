import Leasing
import Persistence
import Simulation
import Testing

struct BackoffTests {
    @Test func `a failed disk is tried again after a second, then twice as long, up to a minute`()
        throws
    {
        var keeper = try Keeper()
        keeper.disk.fail(0..<Int.max, with: .full)
        keeper.pass(.zero)
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            #expect(keeper.journal.nextDeadline == keeper.now + .seconds(Int64(seconds)))
            let callCount = keeper.disk.callCount
            keeper.pass(.seconds(Int64(seconds)) + .milliseconds(-1))
            keeper.put("a", "\(seconds)")
            #expect(keeper.disk.callCount == callCount)
            keeper.pass(.milliseconds(1))
            #expect(keeper.disk.callCount > callCount)
        }
    }

    @Test func `a success forgets the pause`() throws {
        var keeper = try Keeper()
        keeper.disk.fail(0..<Int.max)
        keeper.pass(.zero)
        for _ in 0..<4 { keeper.pass(.seconds(60)) }
        keeper.disk.fail(0..<0)
        keeper.pass(.seconds(60))
        #expect(keeper.journal.stop == nil)
        keeper.disk.fail(0..<Int.max)
        keeper.put("a", "1")
        #expect(keeper.journal.nextDeadline == keeper.now + .seconds(1))
    }
}
