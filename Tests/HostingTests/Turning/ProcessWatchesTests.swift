import Glibc
import Hosting
import Kernel
import Leasing
import Testing

struct ProcessWatchesTests {
    /// A handle that is readable, as a dead process' is.
    private func dead() throws -> Descriptor {
        var numbers: [Int32] = [-1, -1]
        guard unsafe pipe(&numbers) == 0 else { throw Errno(errno) }
        _ = Descriptor(owning: numbers[1])
        return Descriptor(owning: numbers[0])
    }

    private func holder(_ uid: UInt32) -> HolderID {
        var pool = Pool(firstFence: 1)
        for _ in 0..<uid { _ = pool.connect(uid: uid) }
        return pool.connect(uid: uid)
    }

    @Test func `a death is reported once, with whose leases it ends`() throws {
        var epoll = try Epoll()
        var watches = ProcessWatches()
        let holder = holder(3)
        try watches.watch(try dead(), of: holder, with: epoll, now: Instant(nanoseconds: 0))
        #expect(try epoll.wait(atMost: 0) == 1)
        guard case .process(let number) = Token(word: epoll.event(at: 0).token) else {
            throw Missing()
        }
        #expect(watches.end(number) == holder)
        #expect(watches.end(number) == nil)
        #expect(try epoll.wait(atMost: 0) == 0)
    }

    @Test func `a handle is let go when the leases have ended without it`() throws {
        var epoll = try Epoll()
        var watches = ProcessWatches()
        for second in 0..<3 {
            try watches.watch(
                try dead(), of: holder(1), with: epoll,
                now: Instant(nanoseconds: 0) + .seconds(Int64(second)))
        }
        for (second, count) in [(4, 3), (5, 2), (6, 1), (7, 0), (8, 0)] {
            watches.forget(now: Instant(nanoseconds: 0) + .seconds(Int64(second)))
            #expect(watches.count == count)
            #expect(try epoll.wait(atMost: 0) == count)
        }
    }

    @Test func `clients that come and go take only so many descriptors`() throws {
        let epoll = try Epoll()
        var watches = ProcessWatches(most: 16)
        let holder = holder(1)
        for number in 0..<48 {
            try watches.watch(
                try dead(), of: holder, with: epoll,
                now: Instant(nanoseconds: UInt64(number)))
            #expect(watches.count == min(number + 1, 16))
        }
        watches.forget(now: Instant(nanoseconds: 0) + .seconds(10))
        #expect(watches.count == 0)
    }
}
