import AccountClient
import Foundation
import Seeding
import Synchronization
import Testing

/// Tasks that are cancelled at any moment, and a daemon that goes away at any moment: no lease is
/// left, none ends twice, no task hangs.
///
/// `ACCOUNTD_SOAK=1` runs ten times as many: 10⁵ cancellations and 10³ restarts.
struct SoakTests {
    private static let factor =
        ProcessInfo.processInfo.environment["ACCOUNTD_SOAK"] == nil ? 1 : 10

    /// Lends again and again in tasks that are cancelled after a random number of steps.
    private static func cancel(
        _ client: AccountClient, rounds: Int, seed: UInt64
    ) async -> (cancelled: Int, done: Int) {
        var random = SeededRandom(seed: seed)
        var (cancelled, done) = (0, 0)
        for _ in 0..<rounds {
            let isPatient = Int.random(in: 0...4, using: &random) == 0
            let steps = isPatient ? 2_000 : Int.random(in: 0...60, using: &random)
            let inside = Int.random(in: 0...10, using: &random)
            let ended = Mutex(0)
            let task = Task {
                defer { ended.withLock { $0 = 1 } }
                try await client.withAccount(provider: "claude", model: "m") { _ in
                    for _ in 0..<inside where !Task.isCancelled { await Task.yield() }
                    if Task.isCancelled { throw CancellationError() }
                }
            }
            var step = 0
            while step < steps, ended.withLock({ $0 == 0 }) {
                await Task.yield()
                step += 1
            }
            task.cancel()
            if await (try? task.value) == nil { cancelled += 1 } else { done += 1 }
        }
        return (cancelled, done)
    }

    private static func all(
        _ client: AccountClient, tasks: Int, rounds: Int
    ) async -> (cancelled: Int, done: Int) {
        await withTaskGroup(of: (cancelled: Int, done: Int).self) { group in
            for seed in 1...tasks {
                group.addTask { await cancel(client, rounds: rounds, seed: UInt64(seed)) }
            }
            var sum = (cancelled: 0, done: 0)
            for await part in group {
                sum = (sum.cancelled + part.cancelled, sum.done + part.done)
            }
            return sum
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `random cancellations leave no lease behind`() async throws {
        let daemon = FalseDaemon(FalsePool(capacity: 8, remembers: false))
        let client = try daemon.client()
        let rounds = 1_000 * Self.factor
        let (cancelled, done) = await Self.all(client, tasks: 10, rounds: rounds)
        await client.close()
        #expect(cancelled + done == 10 * rounds)
        #expect(cancelled > rounds, "most are cancelled")
        #expect(done > 0, "not all are cancelled")
        #expect(daemon.pool.violations.prefix(3).isEmpty)
        #expect(daemon.pool.waiting == 0)
    }

    @Test(.timeLimit(.minutes(10)))
    func `random restarts among cancellations leave no lease behind`() async throws {
        let daemon = FalseDaemon(FalsePool(capacity: 8, remembers: false))
        let client = try daemon.client()
        let restarts = 100 * Self.factor
        let isOver = Mutex(false)
        async let restarted = {
            var random = SeededRandom(seed: 7)
            for _ in 0..<restarts {
                let connects = daemon.connects
                if Int.random(in: 0..<4, using: &random) == 0 { daemon.refuse(connects: 2) }
                daemon.restart()
                while daemon.connects == connects { await Task.yield() }
                for _ in 0..<Int.random(in: 0...400, using: &random) { await Task.yield() }
            }
            isOver.withLock { $0 = true }
        }()
        var rounds = 0
        while !isOver.withLock({ $0 }) {
            let (cancelled, done) = await Self.all(client, tasks: 8, rounds: 20)
            rounds += cancelled + done
        }
        await restarted
        // What is owed goes out with a connection that somebody wants.
        daemon.restart()
        _ = try? await client.health()
        _ = try await client.health()
        await client.close()
        #expect(rounds > 0)
        #expect(daemon.connects >= restarts)
        #expect(daemon.pool.violations.prefix(3).isEmpty)
        #expect(daemon.pool.waiting == 0)
    }
}
