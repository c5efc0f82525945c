import Kernel
import Synchronization
import Testing

struct LoopThreadTests {
    /// An actor on a thread of its own, which counts its turns.
    private actor Runner {
        nonisolated let loop: LoopThread
        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unowned }
        private var count = 0
        private var turns = 0
        private var ready: [Readiness] = []
        private var watch = LoopThread.Watch()
        private var waiter: CheckedContinuation<Void, Never>?

        init() throws(Errno) {
            loop = try LoopThread()
            loop.join { [weak self] readiness in
                self?.assumeIsolated { $0.turn(readiness) }
            }
        }

        func add() -> Int {
            count += 1
            return count
        }

        func seen() -> (turns: Int, ready: [Readiness]) { (turns, ready) }

        func turn(_ readiness: Readiness) -> LoopThread.Watch {
            turns += 1
            if !readiness.isEmpty {
                ready.append(readiness)
                watch = LoopThread.Watch()
            }
            if let deadline = watch.deadline, Clock.sinceBoot >= deadline {
                watch = LoopThread.Watch()
                waiter?.resume()
                waiter = nil
            }
            if !readiness.isEmpty {
                waiter?.resume()
                waiter = nil
            }
            return watch
        }

        /// Watches until a turn finds that what is watched for has come.
        func await(_ watch: LoopThread.Watch) async {
            self.watch = watch
            await withCheckedContinuation { waiter = $0 }
        }
    }

    @Test func `jobs run one after the other, from wherever they come`() async throws {
        let runner = try Runner()
        let sum = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<1_000 { group.addTask { await runner.add() } }
            var sum = 0
            for await number in group { sum += number }
            return sum
        }
        #expect(sum == 1_000 * 1_001 / 2)
    }

    @Test func `a task that prefers the thread runs there too`() async throws {
        let runner = try Runner()
        let loop = runner.loop
        let task = Task(executorPreference: loop.guests) {
            let isThere = loop.isIsolatingCurrentContext()
            for _ in 0..<100 { _ = await runner.add() }
            return isThere
        }
        #expect(await task.value == true)
        #expect(loop.isIsolatingCurrentContext() == false)
        #expect(await runner.add() == 101)
    }

    @Test(arguments: [false, true])
    func `a descriptor that becomes ready makes a turn`(isAnswerDue: Bool) async throws {
        let runner = try Runner()
        var end: UnixSocket?
        let socket = try UnixSocket.pair(with: &end)
        var watch = LoopThread.Watch()
        watch.descriptor = socket.descriptor.number
        watch.interest = .read
        watch.isAnswerDue = isAnswerDue
        async let waited: Void = runner.await(watch)
        try end?.sendAll([1])
        await waited
        #expect(await runner.seen().ready == [.read])
    }

    @Test func `a deadline makes a turn, and so does a wake`() async throws {
        let runner = try Runner()
        var watch = LoopThread.Watch()
        watch.deadline = Clock.sinceBoot + 1_000_000
        await runner.await(watch)
        #expect(await runner.seen().ready.isEmpty)
        let before = await runner.seen().turns
        runner.loop.wake()
        while await runner.seen().turns <= before + 1 { await Task.yield() }
    }

    @Test func `the thread ends with its actor`() async throws {
        let count = Mutex(0)
        final class Counted: Sendable {
            let end: @Sendable () -> Void
            init(_ end: @escaping @Sendable () -> Void) { self.end = end }
            deinit { end() }
        }
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        func run() throws {
            let loop = try LoopThread()
            let counted = Counted { end.yield() }
            loop.join { _ in
                withExtendedLifetime(counted) { count.withLock { $0 += 1 } }
                return LoopThread.Watch()
            }
        }
        try run()
        // The thread owned the last reference.
        for await _ in ended { break }
    }

    @Test func `a caller from elsewhere is not let in`() async {
        await #expect(processExitsWith: .failure) {
            try LoopThread().checkIsolated()
        }
    }
}
