import Hosting
import JSON
import Kernel
import Leasing
import Serving
import Testing
import Wire

struct DaemonAcceptingTests {
    @Test func `a user that is not allowed is let go before anything is read`() throws {
        let bench = try Bench(top: ",\"allow_uids\":[4242424]")
        for _ in 0..<30 {
            let caller = try bench.connect()
            try caller.ask("Health")
            let farewell = try bench.farewell(to: caller)
            #expect(farewell.map { $0[path: "error.data.reason"]?.string } == ["UID_NOT_ALLOWED"])
            #expect(farewell.map { $0["id"]?.isNull } == [true])
        }
        #expect(bench.load.connections == 0)
        let user = CurrentProcess.user
        #expect(bench.lines.all == ["<4>uid \(user) may not connect to lease\n"])
    }

    @Test func `a user that is allowed is served`() throws {
        let bench = try Bench(top: ",\"allow_uids\":[\(CurrentProcess.user)]")
        let health = try bench.call(try bench.connect(), "Health")
        #expect(health[path: "result.status"]?.string == "SERVING")
    }

    @Test func `connections above the limit are told to come back, in one line of the log`() throws
    {
        let bench = try Bench()
        let callers = try (0..<WireLimits.operatorConnections).map { _ in
            try bench.connect(.ops)
        }
        for caller in callers { _ = try bench.call(caller, "Health") }
        for _ in 0..<5 {
            let caller = try bench.connect(.ops)
            let farewell = try bench.farewell(to: caller)
            #expect(farewell.map { $0[path: "params.reason"]?.string } == ["TOO_MANY_CONNECTIONS"])
        }
        #expect(
            bench.lines.all == [
                "<4>too many connections to ops: uid \(CurrentProcess.user) is turned away\n"
            ])
        callers[3].disconnect()
        try bench.settle()
        #expect(
            try bench.call(try bench.connect(.ops), "Health")[path: "id"]?.integer == 1)
    }

    /// In a process of its own, for the number of descriptors is the whole process's.
    @Test func `without free descriptors callers are turned away, and later ones served`() async {
        await #expect(processExitsWith: .success) {
            let bench = try Bench()
            var callers = try (0..<4).map { _ in try bench.connect() }
            try DescriptorLimit.exhaust {
                for _ in 0..<3 { try bench.settle() }
            }
            for caller in callers {
                let farewell = try bench.farewell(to: caller)
                let reasons = farewell.map { $0[path: "params.reason"]?.string }
                #expect(reasons == ["TOO_MANY_CONNECTIONS"])
            }
            #expect(bench.lines.all.count == 1)
            #expect(
                bench.lines.all.first
                    == "<4>cannot accept on lease: Too many open files (EMFILE)\n")
            callers = [try bench.connect()]
            _ = try bench.call(callers[0], "Health")
        }
    }
}
