import AccountClient
import Dispatch
import HTTP
import Kernel
import Proxying
import Synchronization
import Testing

@Suite(.serialized) struct ProxyServerSendingTests {
    @Test func `an event passes before the next one is made`() async throws {
        let next = DispatchSemaphore(value: 0)
        let bench = try Bench { _ in
            [.send(streamHead)]
                + (0..<20).flatMap { number -> [ScriptedUpstream.Step] in
                    [.wait(next), .send(chunk("data: \(number)\n\n"))]
                } + [.send("0\r\n\r\n")]
        }
        let caller = try bench.connect()
        caller.send("POST", "/claude/v1/messages", [:], "{}")
        for number in 0..<20 {
            next.signal()
            let event = try await caller.read(until: "data: \(number)\n\n")
            #expect(event == "data: \(number)\n\n")
        }
    }

    @Test func `a caller that goes away ends the upstream's work and the lease`() async throws {
        let never = DispatchSemaphore(value: 0)
        defer { never.signal() }
        let bench = try Bench(accounts: ["a"], leases: 1) { _ in
            [.send(streamHead + chunk("data: 1\n\n")), .wait(never)]
        }
        var caller: Caller? = try bench.connect()
        caller?.send("POST", "/claude/v1/messages", [:], "{}")
        _ = try await caller?.read(until: "data: 1")
        #expect(try await bench.client.summary().providers.first?.inUse == 1)
        caller = nil
        #expect(try await bench.leasesEnd())
    }

    @Test func `a caller that goes away before the head does the same`() async throws {
        let called = DispatchSemaphore(value: 0)
        let never = DispatchSemaphore(value: 0)
        defer { never.signal() }
        let bench = try Bench(accounts: ["a"], leases: 1) { _ in
            [.signal(called), .wait(never)]
        }
        var caller: Caller? = try bench.connect()
        caller?.send("POST", "/claude/v1/messages", [:], "{}")
        await called.waitForIt()
        caller = nil
        #expect(try await bench.leasesEnd())
    }

    @Test func `a caller that is too far behind is cut off`() async throws {
        var limits = ProxyLimits()
        limits.behindBytes = 262_144
        let piece = chunk(String(repeating: "x", count: 1_048_576))
        let bench = try Bench(accounts: ["a"], limits: limits) { _ in
            [.send(streamHead)] + Array(repeating: .send(piece), count: 64)
                + [.send("0\r\n\r\n")]
        }
        let caller = try bench.connect()
        caller.send("POST", "/claude/v1/messages", [:], "{}")
        #expect(try await bench.leasesEnd())
        let answer = await caller.answer()
        #expect(!answer.isWhole)
        let metrics = try await bench.call("", path: "/-/metrics", method: "GET").body
        #expect(metrics.contains("account_proxy_callers_behind_total 1\n"))
    }

    @Test func `a body with a length arrives with it`() async throws {
        let text = String(repeating: "long ", count: 100_000)
        let bench = try Bench { _ in [.send(response(200, [:], text))] }
        let answer = try await bench.call()
        #expect(answer.isWhole)
        #expect(answer.body == text)
        #expect(answer.fields.first("content-length")?.value == "500000")
    }

    @Test func `tokens are reported`() async throws {
        let events = [
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":"
                + "{\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}}\n\n",
            "event: message_delta\ndata: {\"type\":\"message_delta\","
                + "\"usage\":{\"output_tokens\":34}}\n\n",
        ]
        let bench = try Bench(accounts: ["a"]) { _ in
            [.send(streamHead)] + events.map { .send(chunk($0)) } + [.send("0\r\n\r\n")]
        }
        #expect(try await bench.call().body == events.joined())
    }
}
