import Proxying
import Synchronization
import Testing

struct UpstreamCallTests {
    @Test func `events come in order, pieces that wait as one`() async {
        let call = UpstreamCall()
        call.put(.bytes([1]))
        call.put(.bytes([2, 3]))
        call.put(.end)
        #expect(await call.next() == .bytes([1, 2, 3]))
        #expect(await call.next() == .end)
        #expect(await call.next() == .end)
    }

    @Test func `nothing comes behind the last event`() async {
        let call = UpstreamCall()
        call.put(.broken(.closed))
        call.put(.bytes([1]))
        #expect(await call.next() == .broken(.closed))
        #expect(await call.next() == .broken(.closed))
    }

    @Test func `a cancelled task cancels the call and still sees its end`() async {
        let call = UpstreamCall()
        let cancelled = Mutex(0)
        call.onCancel {
            cancelled.withLock { $0 += 1 }
            call.put(.broken(.cancelled))
        }
        let task = Task { await call.next() }
        task.cancel()
        #expect(await task.value == .broken(.cancelled))
        call.cancel()
        #expect(cancelled.withLock { $0 } == 1)
    }

    @Test func `a call that was cancelled before it began is told so`() {
        let call = UpstreamCall()
        let cancelled = Mutex(false)
        call.cancel()
        call.onCancel { cancelled.withLock { $0 = true } }
        #expect(cancelled.withLock { $0 })
    }

    @Test func `a call that has ended is not cancelled`() {
        let call = UpstreamCall()
        call.onCancel { Issue.record("cancelled behind its end") }
        call.put(.end)
        call.cancel()
    }
}
