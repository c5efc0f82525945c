import Benching
import Kernel
import Testing

struct LoadTests {
    private func plan(_ exchange: LoadPlan.Exchange, _ connections: Int, _ depth: Int) -> LoadPlan {
        var plan = LoadPlan()
        (plan.exchange, plan.connections, plan.depth) = (exchange, connections, depth)
        plan.requests = 1000
        plan.nanoseconds = 60_000_000_000
        return plan
    }

    @Test(arguments: LoadPlan.Exchange.allCases, [(1, 1), (3, 1), (2, 16)])
    func `what was lent is given back once, and enough is enough`(
        exchange: LoadPlan.Exchange, shape: (Int, Int)
    ) throws {
        let folder = try TemporaryFolder()
        let server = LeaseServer()
        try server.start(at: folder.address("s"))
        let tally = try Load.run(
            plan(exchange, shape.0, shape.1), at: folder.address("s"))
        #expect((1000..<1000 + 2 * 128).contains(tally.answers))
        #expect(tally.errors == 0)
        #expect(tally.nanoseconds > 0)
        let seen = server.seen
        #expect(seen.lent.isEmpty)
        #expect(seen.mistakes.isEmpty)
        #expect(seen.connections == shape.0)
        #expect(seen.ended == seen.selects)
        #expect((seen.selects > 0) == (exchange != .health))
    }

    @Test func `time ends it too`() throws {
        let folder = try TemporaryFolder()
        try LeaseServer().start(at: folder.address("s"))
        var plan = plan(.health, 1, 1)
        (plan.requests, plan.nanoseconds) = (.max, 10_000_000)
        let tally = try Load.run(plan, at: folder.address("s"))
        #expect(tally.answers > 0)
        #expect(tally.nanoseconds >= 10_000_000)
    }

    @Test func `no server and one that goes away are told apart`() throws {
        let folder = try TemporaryFolder()
        let address = try folder.address("s")
        #expect(throws: Load.Fault.system(.noSuchFile)) {
            try Load.run(plan(.cycle, 1, 1), at: address)
        }
        try LeaseServer(.closes).start(at: address)
        #expect(throws: Load.Fault.closed) { try Load.run(plan(.cycle, 1, 1), at: address) }
    }
}
