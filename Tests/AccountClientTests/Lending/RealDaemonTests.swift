import AccountClient
import Foundation
import Testing

/// The six ways to leave `withAccount`, and lives that end at any moment, against the real daemon.
@Suite(.serialized) struct RealDaemonTests {
    private struct OtherError: Error {}

    /// Leases that the daemon carries.
    private func inUse(_ client: AccountClient) async throws -> [Int] {
        try await client.summary(provider: "claude").providers.map(\.inUse)
    }

    @Test func `each way to leave gives the lease back`() async throws {
        let daemon = try RealDaemon(leases: 1)
        let client = try daemon.client()
        let value = try await client.withAccount(provider: "claude") { lease in
            lease.headers.map(\.name).count
        }
        #expect(value > 0)
        #expect(try await inUse(client) == [0])

        _ = try? await client.withAccount(provider: "claude") { _ in
            throw UpstreamFailure(
                status: 400, headers: [],
                body: Array(#"{"type":"error","error":{"type":"invalid_request_error"}}"#.utf8))
        }
        #expect(try await inUse(client) == [0])

        _ = try? await client.withAccount(provider: "claude") { _ in throw OtherError() }
        #expect(try await inUse(client) == [0])
        #expect(!daemon.log.contains("expired"), "\(daemon.log)")
    }

    @Test func `an account that fails is reported, and the next one lent`() async throws {
        let daemon = try RealDaemon()
        let client = try daemon.client()
        var accounts: [String] = []
        let value = try await client.withAccount(provider: "claude", model: "m") { lease in
            accounts.append(lease.accountID)
            guard accounts.count > 1 else {
                let headers = [Header(name: "retry-after", value: "60")]
                throw UpstreamFailure(status: 429, headers: headers, body: [])
            }
            return 7
        }
        #expect(value == 7)
        #expect(Set(accounts) == ["claude-a", "claude-b"])
        #expect(daemon.log.components(separatedBy: "status=429").count == 2, "\(daemon.log)")
        #expect(try await inUse(client) == [0])
    }

    @Test func `a task that is cancelled before or after the grant leaves nothing`() async throws {
        let daemon = try RealDaemon(leases: 1)
        let client = try daemon.client()
        let (inside, entered) = AsyncStream.makeStream(of: Void.self)
        let holders = (0..<2).map { _ in
            Task {
                try await client.withAccount(provider: "claude") { _ in
                    entered.yield()
                    while !Task.isCancelled { await Task.yield() }
                    throw CancellationError()
                }
            }
        }
        var count = 0
        for await _ in inside {
            count += 1
            if count == 2 { break }
        }
        let waiter = Task { try await client.withAccount(provider: "claude") { _ in 1 } }
        while try await client.summary().providers.map(\.waiters) != [1] {}
        waiter.cancel()
        #expect(await (try? waiter.value) == nil)
        while try await client.summary().providers.map(\.waiters) != [0] {}
        for holder in holders { holder.cancel() }
        for holder in holders { #expect(await (try? holder.value) == nil) }
        #expect(try await inUse(client) == [0])
    }

    @Test func `a daemon that is killed inside a body costs its caller nothing`() async throws {
        let daemon = try RealDaemon()
        let client = try daemon.client()
        let value = try await client.withAccount(provider: "claude") { _ in
            try daemon.kill()
            try daemon.start()
            return 7
        }
        #expect(value == 7)
        #expect(try await inUse(client) == [0])
    }

    @Test(.timeLimit(.minutes(5)))
    func `a daemon that is killed again and again leaves no task hanging`() async throws {
        let daemon = try RealDaemon()
        let client = try daemon.client()
        for round in 0..<20 {
            async let answers = withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let value = try? await client.withAccount(provider: "claude") { _ in
                            await Task.yield()
                            return 7
                        }
                        return value == 7
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try daemon.kill()
            try daemon.start()
            _ = await answers
            #expect(try await inUse(client) == [0], "round \(round)")
        }
    }
}
