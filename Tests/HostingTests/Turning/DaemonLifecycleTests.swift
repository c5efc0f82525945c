import Hosting
import JSON
import Kernel
import Leasing
import Serving
import Testing
import Wire

struct DaemonLifecycleTests {
    /// Two clients, of which one has the only slot and the other waits for it.
    private struct Scene {
        let bench: Bench
        let holder: Caller
        let waiter: Caller
        let lease: String

        init() throws {
            bench = try Bench(accounts: Inventories.account("a", ",\"max_in_flight\":1"))
            holder = try bench.connect()
            waiter = try bench.connect()
            let reply = try bench.call(holder, "Select", #"{"provider":"openai"}"#)
            lease = try #require(reply[path: "result.lease.lease_id"]?.string)
            try waiter.ask("Select", #"{"provider":"openai","wait_ms":100000}"#)
            try bench.settle()
        }

        func obey(_ signal: Signal) { bench.obey(signal) }
    }

    @Test func `who waits is told at once, and every connection says farewell`() throws {
        let scene = try Scene()
        scene.obey(.terminate)
        let told = try scene.bench.farewell(to: scene.waiter)
        #expect(told.map { $0[path: "error.code"]?.integer ?? 0 } == [14, 0])
        #expect(told.last?[path: "params.reason"]?.string == "DRAINING")
        let farewell = try scene.bench.farewell(to: scene.holder)
        #expect(farewell.map { $0[path: "params.reason"]?.string } == ["DRAINING"])
        #expect(try !scene.bench.turn(atMost: 0))
        #expect(scene.bench.lines.all == ["<5>stopping\n"])
    }

    @Test func `a report that was on its way still counts`() throws {
        let scene = try Scene()
        try scene.holder.ask(
            "MarkResult",
            "{\"lease_id\":\"\(scene.lease)\",\"status\":429,"
                + "\"headers\":{\"retry-after\":\"30\"},\"release\":true}")
        scene.obey(.interrupt)
        let told = try scene.bench.farewell(to: scene.holder)
        #expect(told.first?[path: "result.applied"]?.boolean == true)
        #expect(scene.bench.lines.all.contains { $0.contains("account a: paused") })
    }

    @Test func `a client that takes nothing is waited for five seconds and no longer`() throws {
        let scene = try Scene()
        try fill(scene)
        scene.obey(.terminate)
        #expect(try scene.bench.turn(atMost: 0))
        let patience = try #require(scene.bench.patience)
        #expect((4_000_000_000...5_000_000_000).contains(patience))
    }

    @Test func `a second signal ends it at once`() throws {
        let scene = try Scene()
        try fill(scene)
        scene.obey(.terminate)
        #expect(try scene.bench.turn(atMost: 0))
        scene.obey(.terminate)
        #expect(try !scene.bench.turn(atMost: 0))
    }

    @Test func `nobody is let in any more`() throws {
        let scene = try Scene()
        try fill(scene)
        scene.obey(.terminate)
        let late = try scene.bench.connect()
        try late.ask("Health")
        try scene.bench.settle()
        #expect(try late.take() == nil)
    }

    /// Has the holder ask for more than a socket holds, and take nothing.
    private func fill(_ scene: Scene) throws {
        for _ in 0..<3000 {
            try scene.holder.ask("Summary", #"{"accounts":true}"#)
            _ = try scene.bench.turn(atMost: 0)
            if try scene.bench.isPaused() { return }
        }
        throw Missing()
    }

    @Test func `a new inventory takes the place of the old one`() throws {
        let reading = try Inventories.read(
            "{\"accounts\":[\(Inventories.account("b"))],\"allow_uids\":[\(CurrentProcess.user)]}"
        ).get()
        let bench = try Bench { .success(reading) }
        let caller = try bench.connect()
        _ = try bench.call(caller, "Health")
        bench.obey(.hangUp)
        try bench.settle()
        let reply = try bench.call(caller, "Select", #"{"provider":"openai"}"#)
        #expect(reply[path: "result.lease.account_id"]?.string == "b")
        #expect(
            bench.lines.all == [
                "<5>inventory reloaded accounts=1 changed=2 rule=signal.hangup\n"
            ])
    }

    @Test func `an inventory with mistakes leaves the old one in force`() throws {
        let bench = try Bench { .failure(StartFault(.configuration, "i.json:1: wrong")) }
        bench.obey(.hangUp)
        let reply = try bench.call(try bench.connect(), "Select", #"{"provider":"openai"}"#)
        #expect(reply[path: "result.lease.account_id"]?.string == "a")
        #expect(
            bench.lines.all == [
                "<3>i.json:1: wrong\n", "<3>reload failed; the old inventory stays in force\n",
            ])
    }

    @Test func `who may connect no more is let go`() throws {
        let reading = try Inventories.read(
            "{\"accounts\":[\(Inventories.account())],\"allow_uids\":[4242424]}"
        ).get()
        let bench = try Bench { .success(reading) }
        let caller = try bench.connect()
        _ = try bench.call(caller, "Health")
        bench.obey(.hangUp)
        #expect(try bench.farewell(to: caller).isEmpty)
        let farewell = try bench.farewell(to: try bench.connect())
        #expect(farewell.map { $0[path: "error.data.reason"]?.string } == ["UID_NOT_ALLOWED"])
    }

    @Test func `where there is nothing to read again a hang-up ends it`() throws {
        let bench = try Bench()
        bench.obey(.hangUp)
        #expect(try !bench.turn(atMost: 0))
    }

    @Test func `a daemon that ends reads nothing again`() throws {
        let bench = try Bench {
            Issue.record("read")
            return .failure(StartFault(.configuration, []))
        }
        bench.obey(.terminate)
        bench.obey(.hangUp)
        #expect(try !bench.turn(atMost: 0))
    }

    @Test func `an operator who asks for a reload is answered with what has changed`() throws {
        let reading = try Inventories.read("{\"accounts\":[\(Inventories.account("b"))]}").get()
        let bench = try Bench { .success(reading) }
        let caller = try bench.connect(.ops)
        try caller.ask("Reload")
        let accounts = try bench.call(caller, "Accounts")
        #expect(accounts[path: "result.accounts"]?.integer == 1)
        let listed = try bench.message(for: caller)
        #expect(listed[path: "result.accounts"]?.array?.first?["account_id"]?.string == "b")
        let line = "<5>inventory reloaded accounts=1 changed=2 rule=operator.reload by="
        #expect(bench.lines.all == ["\(line)\(CurrentProcess.user)\n"])
    }

    @Test func `an operator is told the mistakes of an inventory`() throws {
        let bench = try Bench { .failure(StartFault(.configuration, ["i.json:1: wrong"])) }
        let reply = try bench.call(try bench.connect(.ops), "Reload")
        #expect(reply[path: "error.data.reason"]?.string == "BAD_INVENTORY")
        #expect(reply[path: "error.data.problems"]?.array?.first?.string == "i.json:1: wrong")
        let select = try bench.call(try bench.connect(), "Select", #"{"provider":"openai"}"#)
        #expect(select[path: "result.lease.account_id"]?.string == "a")
    }

    @Test func `where there is nothing to read again nothing changes`() throws {
        let bench = try Bench()
        let reply = try bench.call(try bench.connect(.ops), "Reload")
        #expect(reply[path: "result.accounts"]?.integer == 1)
        #expect(reply[path: "result.changed"]?.integer == 0)
    }

    @Test func `an operator who may connect no more is let go without an answer`() throws {
        let reading = try Inventories.read(
            "{\"accounts\":[\(Inventories.account())],\"allow_uids\":[4242424]}"
        ).get()
        let bench = try Bench { .success(reading) }
        let caller = try bench.connect(.ops)
        try caller.ask("Reload")
        #expect(try bench.farewell(to: caller).isEmpty)
    }
}
