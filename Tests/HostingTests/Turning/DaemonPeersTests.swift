import Hosting
import JSON
import Kernel
import Leasing
import Serving
import Testing
import Wire

struct DaemonPeersTests {
    private let select = #"{"provider":"openai"}"#

    /// Takes a lease and answers its name.
    private func lease(_ bench: Bench, _ caller: Caller) throws -> String {
        let reply = try bench.call(caller, "Select", select)
        return try #require(reply[path: "result.lease.lease_id"]?.string)
    }

    private func inUse(_ bench: Bench) throws -> Int64? {
        let summary = try bench.call(try bench.connect(.ops), "Summary")
        try bench.settle()
        return summary[path: "result.providers"]?.array?.first?["in_use"]?.integer
    }

    @Test func `after a half-close what is in flight is answered, then the connection closes`()
        throws
    {
        let bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":1"))
        let (holder, caller) = (try bench.connect(), try bench.connect())
        let id = try lease(bench, holder)
        try caller.ask("Select", #"{"provider":"openai","wait_ms":10000}"#)
        try caller.ask("Health")
        try caller.endSending()
        let health = try bench.message(for: caller)
        #expect(health[path: "result.status"]?.string == "SERVING")
        try bench.settle()
        #expect(try caller.take() == nil && !caller.isClosed)
        _ = try bench.call(holder, "Release", "{\"lease_id\":\"\(id)\"}")
        let rest = try bench.farewell(to: caller)
        #expect(rest.map { $0[path: "result.lease.account_id"]?.string } == ["a"])
    }

    @Test func `what was sent before the connection closed takes effect, however much it is`()
        throws
    {
        let bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":100"))
        let (holder, leaver) = (try bench.connect(), try bench.connect())
        let leases = try (0..<100).map { _ in try lease(bench, holder) }
        #expect(try inUse(bench) == 100)
        // More than one turn takes, and nobody is left to read the answers.
        for lease in leases { try leaver.ask("Release", "{\"lease_id\":\"\(lease)\"}") }
        leaver.disconnect()
        try bench.settle()
        #expect(try inUse(bench) == 0)
        #expect(bench.load.connections == 1)
    }

    @Test func `a peer that reads nothing and goes costs nothing`() throws {
        let bench = try Bench()
        for _ in 0..<50 {
            let caller = try bench.connect()
            for _ in 0..<40 { try caller.ask("Summary", "{\"accounts\":true}") }
            caller.disconnect()
            try bench.settle()
        }
        #expect(bench.load.connections == 0)
        #expect(bench.patience == nil)
    }

    @Test func `a peer that stops reading is heard out and closed`() throws {
        let bench = try Bench()
        let caller = try bench.connect()
        let id = try lease(bench, caller)
        try caller.stopReading()
        try caller.ask("Release", "{\"lease_id\":\"\(id)\"}")
        try caller.ask("Health")
        try bench.settle()
        #expect(try inUse(bench) == 0)
        #expect(bench.load.connections == 1)
    }

    @Test func `a wait ends with its connection`() throws {
        let bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":1"))
        let (holder, caller) = (try bench.connect(), try bench.connect())
        let id = try lease(bench, holder)
        try caller.ask("Select", #"{"provider":"openai","wait_ms":100000}"#)
        try bench.settle()
        #expect(bench.load.waiters == 1)
        caller.disconnect()
        try bench.settle()
        #expect(bench.load.waiters == 0)
        _ = try bench.call(holder, "Release", "{\"lease_id\":\"\(id)\"}")
        #expect(try inUse(bench) == 0)
    }

    @Test func `a half-closed peer that goes for good gives up its wait`() throws {
        let bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":1"))
        let (holder, caller) = (try bench.connect(), try bench.connect())
        _ = try lease(bench, holder)
        try caller.ask("Select", #"{"provider":"openai","wait_ms":100000}"#)
        try caller.endSending()
        try bench.settle()
        #expect(bench.load.waiters == 1)
        caller.disconnect()
        try bench.settle()
        #expect(bench.load.waiters == 0)
        #expect(bench.load.connections == 1)
    }

    @Test func `frames of an earlier turn that need no answer do not end the reading`() throws {
        let bench = try Bench()
        let caller = try bench.connect()
        let quiet = Caller.frame(#"{"jsonrpc":"2.0","method":"$/later"}"#)
        let asked = Caller.frame(#"{"jsonrpc":"2.0","id":"x","method":"Health"}"#)
        // The first turn's fill ends with an answer, and what is left over has none.
        let frames = Array(repeating: asked, count: 32) + Array(repeating: quiet, count: 8)
        try caller.send(Array(frames.joined()))
        for _ in 0..<32 { _ = try bench.message(for: caller) }
        try bench.settle()
        #expect(try bench.call(caller, "Health")[path: "result.status"]?.string == "SERVING")
    }

    @Test func `a frame that does not become whole ends the connection`() throws {
        let bench = try Bench()
        let caller = try bench.connect()
        try caller.send([0, 0, 0, 9, 1])
        try bench.settle()
        let patience = try #require(bench.patience)
        #expect((4_000_000_000...5_000_000_000).contains(patience))
    }

    @Test func `a client that speaks another protocol is told so`() throws {
        let bench = try Bench()
        let caller = try bench.connect()
        try caller.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        let farewell = try bench.farewell(to: caller)
        #expect(farewell.map { $0[path: "params.reason"]?.string } == ["NOT_A_FRAME"])
    }

    @Test func `much output is sent as the client takes it`() throws {
        let accounts = (0..<2000).map { Inventories.account("account-number-\($0)") }
        let bench = try Bench(accounts: accounts.joined(separator: ","))
        let caller = try bench.connect(.ops)
        try caller.ask("Summary", #"{"accounts":true,"limit":2000}"#)
        let summary = try bench.message(for: caller)
        #expect(summary[path: "result.accounts"]?.array?.count == 2000)
        #expect(try bench.call(caller, "Health")[path: "id"]?.integer == 2)
    }
}
