import Glibc
import Kernel
import Testing

struct ThreadTests {
    @Test func `a body runs beside its caller, and no signal is delivered to it`() async throws {
        let before = pthread_self()
        let (seen, see) = AsyncStream.makeStream(of: (isOther: Bool, blocksAll: Bool).self)
        try Thread.start {
            var mask = sigset_t()
            unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
            let blocksAll = [SIGTERM, SIGHUP, SIGINT, SIGUSR1].allSatisfy { signal in
                unsafe sigismember(&mask, signal) == 1
            }
            see.yield((pthread_self() != before, blocksAll))
        }
        for await (isOther, blocksAll) in seen {
            #expect(isOther)
            #expect(blocksAll)
            break
        }
    }

    @Test func `the caller's mask stays as it was`() throws {
        let before = blockedSignals()
        try Thread.start {}
        #expect(blockedSignals() == before)
    }

    private func blockedSignals() -> [Int32] {
        var mask = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
        return (1...31).filter { unsafe sigismember(&mask, $0) == 1 }
    }
}
