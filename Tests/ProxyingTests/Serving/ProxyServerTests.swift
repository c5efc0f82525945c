import Dispatch
import Kernel
import Proxying
import Testing

@Suite(.serialized) struct ProxyServerTests {
    @Test func `a daemon that is killed and comes back loses no request`() async throws {
        let bench = try Bench(leases: 64) { _ in [.send(response(200, [:], "hello"))] }
        let statuses = Statuses()
        let address = bench.address
        async let callers: Void = withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        let caller = try? Caller(StreamSocket.connect(to: address))
                        caller?.send("POST", "/claude/v1/messages", [:], "{}")
                        statuses.add(await caller?.answer().status ?? 0)
                    }
                }
            }
        }
        for _ in 1...3 {
            await statuses.wait(for: 80)
            try bench.daemon.kill()
            try bench.daemon.start()
        }
        await callers
        #expect(statuses.all == Array(repeating: 200, count: 400))
    }

    @Test func `at the end what is on its way is answered`() async throws {
        let go = DispatchSemaphore(value: 0)
        let called = DispatchSemaphore(value: 0)
        let bench = try Bench { _ in
            [.signal(called), .wait(go), .send(response(200, [:], "hello"))]
        }
        let caller = try bench.connect()
        caller.send("POST", "/claude/v1/messages", [:], "{}")
        await called.waitForIt()
        let server = bench.server
        async let drained: Void = server.drain()
        go.signal()
        #expect(await caller.answer().body == "hello")
        await drained
    }
}
