import Kernel
import Testing

struct UnixListenerTests {
    @Test func `connections are accepted in their order, nonblocking, and then there is none`()
        throws
    {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        let listener = try UnixListener.listen(at: address)
        #expect(try listener.accept() == nil)
        var callers: [Caller] = []
        for byte in UInt8(0)..<40 {
            let caller = Caller(try UnixSocket.connect(to: address))
            try caller.socket.sendAll([byte])
            callers.append(caller)
        }
        for byte in UInt8(0)..<40 {
            let server = try owned(listener.accept())
            var bytes: [UInt8] = []
            #expect(try server.receive(into: &bytes, atMost: 9) == .received(1))
            #expect(bytes == [byte])
            // A blocking socket would wait here for ever.
            #expect(try server.awaitBytes(into: &bytes, atMost: 9) == .wouldBlock)
        }
        #expect(try listener.accept() == nil)
    }

    @Test func `the errors that want a descriptor freed are told from the others`() {
        for error in [Errno.tooManyOpenFiles, .tooManyOpenFilesInSystem, .noMemory] {
            #expect(error.isOutOfDescriptors)
        }
        #expect(!Errno.connectionAborted.isOutOfDescriptors)
        #expect(!Errno.invalidArgument.isOutOfDescriptors)
    }
}
