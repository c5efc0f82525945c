import Kernel
import Synchronization
import Testing

struct LoopPartiesTests {
    /// An actor on a thread that it may share, which counts its turns.
    private actor Party {
        nonisolated let loop: LoopThread
        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unowned }
        private let socket: UnixSocket
        private var received: [UInt8] = []
        private var waiter: CheckedContinuation<Void, Never>?

        init(_ loop: LoopThread, _ socket: consuming UnixSocket) {
            self.loop = loop
            self.socket = socket
            loop.join { [weak self] readiness in
                self?.assumeIsolated { $0.turn(readiness) }
            }
        }

        private func turn(_ readiness: Readiness) -> LoopThread.Watch {
            if readiness.contains(.read) {
                _ = try? socket.receive(into: &received, atMost: 1)
                waiter?.resume()
                waiter = nil
            }
            var watch = LoopThread.Watch()
            watch.descriptor = socket.descriptor.number
            watch.interest = .read
            return watch
        }

        func next() async -> [UInt8] {
            if received.isEmpty {
                await withCheckedContinuation { waiter = $0 }
            }
            return received
        }

        /// Asks another actor, and says whether that was answered on this very thread.
        func ask(_ other: Party) async -> Bool {
            await other.isHere() && loop.isIsolatingCurrentContext() == true
        }

        private func isHere() -> Bool { loop.isIsolatingCurrentContext() == true }
    }

    @Test func `two actors on one thread each hear of their own descriptor`() async throws {
        let loop = try LoopThread()
        var firstEnd: UnixSocket?
        var secondEnd: UnixSocket?
        let first = Party(loop, try UnixSocket.pair(with: &firstEnd))
        let second = Party(loop, try UnixSocket.pair(with: &secondEnd))
        try secondEnd?.sendAll([2])
        #expect(await second.next() == [2])
        try firstEnd?.sendAll([1])
        #expect(await first.next() == [1])
        #expect(await first.ask(second))
    }

    @Test func `who is gone leaves the thread to the others`() async throws {
        let loop = try LoopThread()
        var goneEnd: UnixSocket?
        var otherEnd: UnixSocket?
        var gone: Party? = Party(loop, try UnixSocket.pair(with: &goneEnd))
        let other = Party(loop, try UnixSocket.pair(with: &otherEnd))
        try goneEnd?.sendAll([1])
        #expect(await gone?.next() == [1])
        gone = nil
        try otherEnd?.sendAll([2])
        #expect(await other.next() == [2])
    }
}
