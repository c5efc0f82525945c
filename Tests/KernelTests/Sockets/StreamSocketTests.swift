import Kernel
import Testing

struct StreamSocketTests {
    @Test func `bytes pass both ways, and then the end`() throws {
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        let caller = try StreamSocket.connect(to: listener.address.required())
        try listener.wait()
        guard let accepted = try listener.accept() else {
            Issue.record("nobody was accepted")
            return
        }
        var bytes: [UInt8] = []
        #expect(try accepted.receive(into: &bytes, atMost: 10) == .wouldBlock)
        #expect(try caller.send([1, 2, 3], 1..<3) == 2)
        #expect(try accepted.wait(for: .read, atMost: 10_000_000_000).contains(.read))
        #expect(try accepted.receive(into: &bytes, atMost: 10) == .received(2))
        #expect(bytes == [2, 3])
        #expect(try accepted.send([9], 0..<1) == 1)
        try accepted.endSending()
        bytes = []
        _ = try caller.wait(for: .read, atMost: 10_000_000_000)
        #expect(try caller.receive(into: &bytes, atMost: 10) == .received(1))
        _ = try caller.wait(for: .read, atMost: 10_000_000_000)
        #expect(try caller.receive(into: &bytes, atMost: 10) == .ended)
    }

    @Test func `epoll tells of it under its token`() throws {
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        var epoll = try Epoll()
        try listener.watch(in: epoll, token: 7)
        let caller = try StreamSocket.connect(to: listener.address.required())
        #expect(try epoll.wait(atMost: 10_000_000_000) == 1)
        #expect(epoll.event(at: 0).token == 7)
        listener.unwatch(in: epoll)
        try caller.watch(in: epoll, token: 8, for: .write)
        #expect(try epoll.wait(atMost: 10_000_000_000) == 1)
        #expect(epoll.event(at: 0).token == 8)
        try caller.watch(again: epoll, token: 8, for: .read)
        #expect(try epoll.wait(atMost: 0) == 0)
    }
}
