import AccountClient
import JSON
import Testing

struct ShadowClientTests {
    /// A shadow that waits for long enough, and after a drop for ever.
    private func shadow(
        _ client: AccountClient, patience: Duration = .seconds(200),
        pause: Duration = .seconds(200),
        journal: Journal<ShadowDifference> = Journal()
    ) -> ShadowClient {
        ShadowClient(client, patience: patience, pause: pause) { journal.note($0) }
    }

    /// Why one is dropped; `nil` when it is not.
    private func drop(
        by shadow: ShadowClient, of provider: String = "claude"
    ) async -> ShadowDrop.Reason? {
        let report = await shadow.comparison(own: "claude-0", provider: provider)
        if case .dropped(let drop) = report { return drop.reason }
        return nil
    }

    @Test func `differences are told and counted, and nothing but Explain is asked`() async throws {
        var pool = FalsePool()
        pool.standings["claude-1"] = "\"rules\":[],\"state\":\"quota\""
        let daemon = FalseDaemon(pool)
        let journal = Journal<ShadowDifference>()
        let shadow = self.shadow(try daemon.client(), journal: journal)
        #expect(
            await shadow.comparison(own: "claude-0", provider: "claude", model: "m", session: "s")
                == .agreement(why: "strategy"))
        let report = await shadow.comparison(
            own: "claude-1", provider: "claude", excluding: ["claude-0"])
        let difference = try #require(journal.entries.first)
        #expect(report == .difference(difference))
        #expect((difference.own, difference.chosen) == ("claude-1", "claude-2"))
        #expect(difference.standing?.state == "quota")
        _ = await shadow.comparison(own: "claude-2", for: Wish(provider: "claude"))
        #expect(journal.entries.map(\.isKeptAway) == [true, false])
        let counts = try #require(shadow.counts.providers["claude"])
        #expect((counts.agreements, counts.differences, counts.keptAway) == (1, 2, 1))
        let methods = daemon.pool.requests.map { $0.method }
        #expect(methods == ["Hello", "Explain", "Explain", "Explain"])
        let asked = daemon.pool.of("Explain").map { $0["model"]?.string ?? "-" }
        #expect(asked == ["m", "-", "-"])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a comparison that nobody waits for is made all the same`() async throws {
        let journal = Journal<ShadowDifference>()
        let shadow = self.shadow(try FalseDaemon().client(), journal: journal)
        shadow.compare(own: "claude-1", provider: "claude", model: "m")
        shadow.compare(own: "claude-0", for: Wish(provider: "claude"))
        while shadow.counts.providers["claude"].map({ $0.agreements + $0.differences }) != 2 {
            await Task.yield()
        }
        while journal.entries.map(\.own) != ["claude-1"] { await Task.yield() }
    }

    @Test func `a silent daemon holds 64 comparisons at most, and nobody up`() async throws {
        let daemon = FalseDaemon { method, _ in method == "Explain" ? .silence : .answer }
        let client = try daemon.client()
        let shadow = self.shadow(client)
        for _ in 0..<100 { shadow.compare(own: "claude-0", provider: "claude") }
        #expect(shadow.counts.drops == [.busy: 36])
        while daemon.pool.of("Explain").count < 64 { await Task.yield() }
        let lent = try await client.withAccount(provider: "claude") { lease in lease.accountID }
        #expect(lent == "claude-0")
        #expect(daemon.connects == 1)
        daemon.restart()
        while shadow.counts.drops != [.busy: 36, .unreachable: 64] { await Task.yield() }
        #expect(daemon.pool.of("Explain").count == 64, "none is sent twice")
    }

    @Test func `what takes too long is dropped, and the connection kept`() async throws {
        let daemon = FalseDaemon { method, _ in method == "Explain" ? .silence : .answer }
        let client = try daemon.client()
        let shadow = self.shadow(client, patience: .milliseconds(20))
        #expect(await drop(by: shadow) == .late)
        #expect(try await client.health())
        #expect(daemon.connects == 1)
    }

    @Test func `a daemon that is away is asked once, and then not for a while`() async throws {
        let daemon = FalseDaemon()
        daemon.refuse(connects: 1)
        let client = try daemon.client()
        let shadow = self.shadow(client)
        for _ in 0..<10 {
            #expect(await drop(by: shadow) == .unreachable)
        }
        #expect(daemon.connects == 1)
        #expect(shadow.counts.dropped == 10)
        let later = self.shadow(client, pause: .zero)
        #expect(await drop(by: later) == nil)
    }

    @Test func `a daemon that does not know Explain is asked once, and then not for a while`()
        async throws
    {
        let daemon = FalseDaemon { method, _ in
            method == "Explain" ? .refuse(-32601, "METHOD_NOT_FOUND") : .answer
        }
        let shadow = self.shadow(try daemon.client())
        for _ in 0..<10 {
            #expect(await drop(by: shadow) == .unsupported)
        }
        #expect(shadow.counts.drops == [.unsupported: 10])
        #expect(daemon.pool.of("Explain").isEmpty, "it was refused before the pool saw it")
        #expect(daemon.connects == 1)
    }

    @Test func `a request that is refused does not keep the next from being asked`() async throws {
        let daemon = FalseDaemon { method, number in
            method == "Explain" && number == 1 ? .refuse(5, "UNKNOWN_PROVIDER") : .answer
        }
        let shadow = self.shadow(try daemon.client())
        #expect(await drop(by: shadow, of: "made-up") == .refused)
        #expect(await drop(by: shadow) == nil)
    }

    @Test(arguments: [FalseDaemon.Action.noResult, .garbage, .half, .lose, .goaway])
    func `whatever the daemon answers, the caller has a report`(
        action: FalseDaemon.Action
    ) async throws {
        let daemon = FalseDaemon { method, _ in method == "Explain" ? action : .answer }
        let shadow = self.shadow(try daemon.client(), pause: .zero)
        let reason = await drop(by: shadow)
        #expect(reason == .unsupported || reason == .unreachable)
        #expect(shadow.counts.dropped == 1)
    }

    @Test func `a task that is cancelled waits no longer`() async throws {
        let daemon = FalseDaemon { method, _ in method == "Explain" ? .silence : .answer }
        let shadow = self.shadow(try daemon.client())
        let task = Task { await drop(by: shadow) }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test func `a client that is closed compares no longer`() async throws {
        let client = try FalseDaemon().client()
        let shadow = self.shadow(client)
        await client.close()
        #expect(await drop(by: shadow) == .unreachable)
    }
}
