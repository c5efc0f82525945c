import Kernel
import Testing

struct EpollTests {
    @Test func `who is ready is told by token until what made it ready is gone`() throws {
        var epoll = try Epoll()
        let pair = try Pair()
        try epoll.add(pair.first.descriptor, token: 1, for: .read)
        try epoll.add(pair.second.descriptor, token: .max, for: .read)
        #expect(try epoll.wait(atMost: 0) == 0)
        _ = try pair.first.send([1], 0..<1)
        for _ in 0..<3 {
            #expect(try epoll.wait(atMost: nil) == 1)
            #expect(epoll.event(at: 0) == Epoll.Event(token: .max, readiness: .read))
        }
        var bytes: [UInt8] = []
        _ = try pair.second.receive(into: &bytes, atMost: 9)
        #expect(try epoll.wait(atMost: 0) == 0)
    }

    @Test func `what is watched for, and under which token, can be changed and ended`() throws {
        var epoll = try Epoll()
        let pair = try Pair()
        try epoll.add(pair.first.descriptor, token: 1, for: [.read, .write])
        #expect(try epoll.wait(atMost: 0) == 1)
        #expect(epoll.event(at: 0) == Epoll.Event(token: 1, readiness: .write))
        try epoll.modify(pair.first.descriptor, token: 2, for: .read)
        #expect(try epoll.wait(atMost: 0) == 0)
        _ = try pair.second.send([1], 0..<1)
        #expect(try epoll.wait(atMost: 0) == 1)
        #expect(epoll.event(at: 0).token == 2)
        try epoll.modify(pair.first.descriptor, token: 2, for: [])
        #expect(try epoll.wait(atMost: 0) == 0)
        try epoll.remove(pair.first.descriptor)
        #expect(throws: Errno.noSuchFile) { try epoll.remove(pair.first.descriptor) }
    }

    @Test func `a peer that is gone is a hang-up, asked for or not`() async {
        await #expect(processExitsWith: .success) {
            var epoll = try Epoll()
            let socket = try Pair().closeSecond()
            try epoll.add(socket.descriptor, token: 1, for: [])
            #expect(try epoll.wait(atMost: 0) == 1)
            #expect(epoll.event(at: 0).readiness.contains(.hangUp))
        }
    }

    @Test func `a half-closed peer is readable and no hang-up`() throws {
        var epoll = try Epoll()
        let pair = try Pair()
        try pair.second.endSending()
        try epoll.add(pair.first.descriptor, token: 1, for: .read)
        #expect(try epoll.wait(atMost: 0) == 1)
        #expect(epoll.event(at: 0).readiness == .read)
    }

    @Test func `of more than a wait can report, none is left out`() throws {
        var epoll = try Epoll(eventsPerWait: 2)
        var bells: [Bell] = []
        for token in UInt64(0)..<5 {
            let bell = Bell(try EventDescriptor())
            try bell.event.ring()
            try epoll.add(bell.event.descriptor, token: token, for: .read)
            bells.append(bell)
        }
        var seen: Set<UInt64> = []
        for _ in 0..<3 {
            for index in 0..<(try epoll.wait(atMost: 0)) {
                seen.insert(epoll.event(at: index).token)
            }
        }
        #expect(seen == [0, 1, 2, 3, 4])
        #expect(bells.count == 5)
    }

    @Test(arguments: [1, 400_000, 1_500_000, 5_000_001] as [UInt64])
    func `a wait never ends before its time`(nanoseconds: UInt64) throws {
        var epoll = try Epoll()
        let start = Clock.monotonic
        #expect(try epoll.wait(atMost: nanoseconds) == 0)
        #expect(Clock.monotonic - start >= nanoseconds)
    }

    @Test func `a descriptor that is closed is watched no more`() async {
        await #expect(processExitsWith: .success) {
            var epoll = try Epoll()
            var pipe = try Pipe()
            if let writer = pipe.writer.take() {
                try epoll.add(writer, token: 1, for: .write)
                #expect(try epoll.wait(atMost: 0) == 1)
            }
            #expect(try epoll.wait(atMost: 0) == 0)
        }
    }
}

private final class Bell {
    let event: EventDescriptor

    init(_ event: consuming EventDescriptor) {
        self.event = event
    }
}
