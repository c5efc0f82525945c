import Kernel
import Seeding
import Testing

struct UnixSocketTests {
    @Test(arguments: 1...20)
    func `what is sent in any pieces arrives in order in any pieces`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pair = try Pair()
        let sent = random.bytes(Int.random(in: 1...200_000, using: &random))
        var (start, received, rounds) = (0, [UInt8](), 0)
        while received.count < sent.count {
            rounds += 1
            let end = Int.random(in: start...sent.count, using: &random)
            start += try pair.first.send(sent, start..<end)
            let capacity = Int.random(in: 1...70_000, using: &random)
            let before = received.count
            switch try pair.second.receive(into: &received, atMost: capacity) {
            case .received(let count):
                #expect((1...capacity).contains(count))
                #expect(received.count == before + count)
            case .wouldBlock: #expect(received.count == before)
            case .ended: Issue.record("seed \(seed): the stream ended")
            }
            try #require(rounds < 10_000_000)
        }
        #expect(received == sent, "seed \(seed)")
    }

    @Test func `a full socket takes nothing and says so`() throws {
        let pair = try Pair()
        let bytes = [UInt8](repeating: 7, count: 65_536)
        var total = 0
        while true {
            let count = try pair.first.send(bytes, 0..<bytes.count)
            if count == 0 { break }
            total += count
            try #require(total < 1 << 30)
        }
        #expect(total > 0)
        #expect(try pair.first.descriptor.wait(for: .write, atMost: 0) == [])
        var received: [UInt8] = []
        _ = try pair.second.receive(into: &received, atMost: total)
        #expect(try pair.first.send(bytes, 0..<1) == 1)
    }

    @Test func `an empty socket has nothing, an ended one has ended`() throws {
        let pair = try Pair()
        var received: [UInt8] = []
        #expect(try pair.second.receive(into: &received, atMost: 10) == .wouldBlock)
        _ = try pair.first.send([1], 0..<1)
        try pair.first.endSending()
        #expect(try pair.second.receive(into: &received, atMost: 10) == .received(1))
        #expect(try pair.second.receive(into: &received, atMost: 10) == .ended)
        #expect(try pair.second.send([2], 0..<1) == 1)
        #expect(try pair.first.receive(into: &received, atMost: 10) == .received(1))
        #expect(received == [1, 2])
    }

    @Test func `sending to a peer that is gone is an error and no signal`() async {
        await #expect(processExitsWith: .success) {
            let socket = try Pair().closeSecond()
            #expect(throws: Errno.brokenPipe) { try socket.send([1], 0..<1) }
            var received: [UInt8] = []
            #expect(try socket.receive(into: &received, atMost: 10) == .ended)
        }
    }

    @Test func `a peer that leaves without reading resets the connection`() async {
        await #expect(processExitsWith: .success) {
            let pair = try Pair()
            _ = try pair.first.send([1], 0..<1)
            let socket = pair.closeSecond()
            var received: [UInt8] = []
            #expect(throws: Errno.connectionReset) {
                try socket.receive(into: &received, atMost: 10)
            }
        }
    }

    @Test func `a blocking socket waits for bytes as long as it is told`() throws {
        let pair = try Pair(isNonblocking: false)
        var received: [UInt8] = []
        let start = Clock.sinceBoot
        try pair.first.setReceiveTimeout(20_000_000)
        #expect(try pair.first.awaitBytes(into: &received, atMost: 10) == .wouldBlock)
        #expect(Clock.sinceBoot - start >= 20_000_000)
        #expect(try pair.first.receive(into: &received, atMost: 10) == .wouldBlock)
        try pair.first.setReceiveTimeout(nil)
        try pair.second.sendAll([1, 2, 3])
        #expect(try pair.first.awaitBytes(into: &received, atMost: 10) == .received(3))
        #expect(received == [1, 2, 3])
    }

    @Test(arguments: [true, false])
    func `all bytes are sent however slowly they are read`(isNonblocking: Bool) throws {
        let pair = try Pair(isNonblocking: false)
        try pair.first.descriptor.setNonblocking(isNonblocking)
        // `wc` reads what one write cannot hold.
        var pipe = try Pipe()
        var reader = try ChildProcess(
            "wc", arguments: ["-c"],
            descriptors: [0: pair.second.descriptor.number, 1: try owned(pipe.writer?.number)])
        pipe.writer = nil
        try pair.first.sendAll([UInt8](repeating: 7, count: 3_000_000))
        try pair.first.endSending()
        #expect(try pipe.reader.readAll(limit: 100) == Array("3000000\n".utf8))
        #expect(try reader.wait() == .exited(0))
    }

    @Test func `connecting where nothing is, or nobody answers, says which`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let address = try UnixAddress(path: folder("socket"))
            #expect(throws: Errno.noSuchFile) { _ = try UnixSocket.connect(to: address) }
            _ = try UnixListener.listen(at: address)
            #expect(throws: Errno.connectionRefused) { _ = try UnixSocket.connect(to: address) }
        }
    }

    @Test func `a full backlog is EAGAIN for a nonblocking caller`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        let listener = try UnixListener.listen(at: address, backlog: 1)
        var callers: [Caller] = []
        #expect(throws: Errno.wouldBlock) {
            for _ in 0..<10 {
                callers.append(Caller(try UnixSocket.connect(to: address, isNonblocking: true)))
            }
        }
        #expect(callers.count == 2)
        #expect(try listener.accept() != nil)
    }
}
