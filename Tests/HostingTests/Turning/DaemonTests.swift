import Hosting
import JSON
import Kernel
import Leasing
import Seeding
import Testing
import Wire

struct DaemonTests {
    @Test func `a request is answered`() throws {
        let bench = try Bench()
        let reply = try bench.call(try bench.connect(), "Select", #"{"provider":"openai"}"#)
        #expect(reply[path: "result.lease.account_id"]?.string == "a")
        #expect(reply[path: "id"]?.integer == 1)
    }

    @Test func `the operators' socket has methods of its own`() throws {
        let bench = try Bench()
        let summary = try bench.call(try bench.connect(.ops), "Summary")
        #expect(summary[path: "result.providers"]?.array?.count == 1)
        let refused = try bench.call(
            try bench.connect(.ops), "Select", #"{"provider":"openai"}"#)
        #expect(refused[path: "error.data.reason"]?.string == "METHOD_NOT_ON_THIS_SOCKET")
    }

    @Test func `a request that waits is answered by another's release in the same turn`() throws {
        let bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":1"))
        let (first, second) = (try bench.connect(), try bench.connect())
        let lease = try bench.call(first, "Select", #"{"provider":"openai"}"#)
        let id = try #require(lease[path: "result.lease.lease_id"]?.string)
        try second.ask("Select", #"{"provider":"openai","wait_ms":10000}"#)
        try bench.settle()
        #expect(try second.take() == nil)
        try first.ask("Release", "{\"lease_id\":\"\(id)\"}")
        try bench.turn()
        #expect(try first.take()?[path: "result.released"]?.boolean == true)
        #expect(try second.take()?[path: "result.lease.account_id"]?.string == "a")
    }

    @Test func `a wait ends at its time without anybody doing anything`() throws {
        let bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":1"))
        let caller = try bench.connect()
        _ = try bench.call(caller, "Select", #"{"provider":"openai"}"#)
        let start = Moment.current.instant
        let reply = try bench.call(caller, "Select", #"{"provider":"openai","wait_ms":30}"#)
        #expect(reply[path: "error.data.reason"]?.string == "NO_ELIGIBLE_ACCOUNT")
        #expect(Moment.current.instant - start >= .milliseconds(30))
    }

    @Test func `an idle daemon is woken by nothing`() throws {
        let bench = try Bench()
        #expect(bench.patience == nil)
        _ = try bench.call(try bench.connect(), "Health")
        #expect(bench.patience == nil)
    }

    @Test func `signs of life come from the turn`() throws {
        let now = Moment.current.instant
        let manager = ServiceManager(isThere: true, watchdog: .seconds(20), now: now)
        let bench = try Bench(manager: manager)
        #expect(try bench.turn(atMost: 0))
        let patience = try #require(bench.patience)
        #expect((7_000_000_000...8_000_000_000).contains(patience))
    }

    @Test func `what changes in the pool is logged with its reason`() throws {
        let bench = try Bench(accounts: Inventories.account("a") + "," + Inventories.account("b"))
        let caller = try bench.connect()
        let lease = try bench.call(caller, "Select", #"{"provider":"openai"}"#)
        let id = try #require(lease[path: "result.lease.lease_id"]?.string)
        _ = try bench.call(
            caller, "MarkResult",
            "{\"lease_id\":\"\(id)\",\"status\":429,\"headers\":{\"retry-after\":\"30\"}}")
        let line = try #require(bench.lines.all.first)
        #expect(line.hasPrefix("<5>account a: paused reason=rate_limited level="))
        #expect(line.contains(" status=429 lease=\(id) until=20"))
        #expect(bench.lines.all.count == 1)
    }

    @Test(arguments: 0..<20)
    func `bytes of chance neither stop nor block it`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let bench = try Bench()
        for _ in 0..<20 {
            let caller = try bench.connect()
            var bytes = (0..<Int.random(in: 1...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes = Caller.frame("{}") + bytes }
            try caller.send(bytes)
            if Bool.random(using: &random) { try caller.endSending() }
            try bench.settle()
        }
        let health = try bench.call(try bench.connect(.ops), "Health")
        #expect(health[path: "result.status"]?.string == "SERVING", "seed \(seed)")
    }
}
