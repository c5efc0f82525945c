import Hosting
import JSON
import Kernel
import Leasing
import Testing

/// Clients that die or leave, with processes of their own.
@Suite(.enabled(if: PythonClient.isThere, "needs python3"))
struct PeerTests {
    private let account = Inventories.account("a", ",\"max_in_flight\":2")

    /// What a client gets that would be answered only after the grace if a death went unnoticed.
    private func select(_ bench: Bench) throws -> String? {
        let reply = try bench.call(
            try bench.connect(), "Select", #"{"provider":"openai","wait_ms":3000}"#)
        return reply[path: "result.lease.account_id"]?.string
    }

    @Test func `the leases of a killed client are free at once`() throws {
        let bench = try Bench(accounts: account)
        for _ in 0..<5 {
            var client = try PythonClient(bench, leases: 2)
            try client.kill()
            let start = Moment.current.instant
            let reply = try bench.call(
                try bench.connect(), "Select", #"{"provider":"openai","wait_ms":3000}"#)
            #expect(reply[path: "result.lease.account_id"]?.string == "a")
            #expect(Moment.current.instant - start < .seconds(2))
            let id = try #require(reply[path: "result.lease.lease_id"]?.string)
            _ = try bench.call(try bench.connect(), "Release", "{\"lease_id\":\"\(id)\"}")
        }
    }

    @Test func `a client that closes and lives on keeps its leases for the grace`() throws {
        let bench = try Bench(accounts: account)
        var client = try PythonClient(bench, leases: 2)
        try client.tell("close")
        try bench.settle()
        let reply = try bench.call(
            try bench.connect(), "Select", #"{"provider":"openai","wait_ms":100}"#)
        #expect(reply[path: "error.data.blocked.at_capacity"]?.integer == 1)
        try client.kill()
        #expect(try select(bench) == "a")
    }

    @Test func `a child that keeps the socket keeps the leases of its dead parent`() throws {
        let bench = try Bench(accounts: account)
        var client = try PythonClient(bench, leases: 2)
        try client.tell("fork")
        try client.awaitEnd()
        try bench.settle()
        let reply = try bench.call(
            try bench.connect(), "Select", #"{"provider":"openai","wait_ms":100}"#)
        #expect(reply[path: "error.data.blocked.at_capacity"]?.integer == 1)
        // The child ends with its input.
        client.endInput()
        #expect(try select(bench) == "a")
    }
}
