import Kernel
import Testing

struct LoopTests {
    /// An actor that the test lets go while a guest of its thread goes on.
    private actor Host {
        nonisolated let loop: LoopThread
        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unowned }

        init() throws(Errno) {
            loop = try LoopThread()
            loop.join { _ in LoopThread.Watch() }
        }

        func greet() -> Bool { loop.isIsolatingCurrentContext() == true }
    }

    @Test func `a task goes on after the actor whose thread it shares is gone`() async throws {
        var host: Host? = try Host()
        let guests = try #require(host?.loop.guests)
        #expect(await host?.greet() == true)
        let (gone, go) = AsyncStream.makeStream(of: Void.self)
        let task = Task(executorPreference: guests) {
            for await _ in gone { break }
            for _ in 0..<100 { await Task.yield() }
            return 7
        }
        host = nil
        go.yield()
        #expect(await task.value == 7)
    }
}
