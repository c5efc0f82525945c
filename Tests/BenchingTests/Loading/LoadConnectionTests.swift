import Benching
import Kernel
import Testing

struct LoadConnectionTests {
    private func run(_ server: LeaseServer, depth: Int) throws -> Tally {
        let folder = try TemporaryFolder()
        try server.start(at: folder.address("s"))
        var plan = LoadPlan()
        (plan.connections, plan.depth, plan.requests) = (2, depth, 2000)
        return try Load.run(plan, at: folder.address("s"))
    }

    @Test(arguments: [1, 7, 128])
    func `answers are matched by their ids, in whatever order they come`(depth: Int) throws {
        let server = LeaseServer(.reverses, .variesNames)
        let tally = try run(server, depth: depth)
        #expect(tally.errors == 0)
        #expect(server.seen.mistakes.isEmpty)
        #expect(server.seen.lent.isEmpty)
    }

    @Test func `errors are counted, the first is kept, and the slot asks again`() throws {
        let server = LeaseServer(.refuses)
        let tally = try run(server, depth: 4)
        #expect(tally.errors > 100)
        #expect(
            String(decoding: tally.firstError, as: UTF8.self).hasPrefix("{\"error\":{\"code\":8"))
        #expect(server.seen.mistakes.isEmpty)
        #expect(server.seen.lent.isEmpty)
    }
}
