import Foundation
import Glibc
import Kernel
import Synchronization
import Testing

struct ListeningTests {
    @Test func `a listener answers at its path with mode 0600 and leaves nothing else`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("lease.sock"))
        let listener = try UnixListener.listen(at: address)
        let client = try UnixSocket.connect(to: address)
        let server = try owned(listener.accept())
        #expect(try client.send([1, 2, 3], 0..<3) == 3)
        var bytes: [UInt8] = [9]
        #expect(try server.receive(into: &bytes, atMost: 100) == .received(3))
        #expect(bytes == [9, 1, 2, 3])
        let status = try FileSystem.status(of: address.path)
        #expect(status.mode == 0o600)
        #expect(status.kind == .socket)
        #expect(try Folder.list(folder.path) == ["lease.sock"])
    }

    @Test(arguments: [0o600, 0o660, 0o666] as [UInt32], [0o000, 0o022, 0o777] as [UInt32])
    func `the mode is the one asked for, whatever the process's mask`(
        mode: UInt32, mask: UInt32
    ) async {
        // The mask is the whole process's, so each case has one of its own.
        await #expect(processExitsWith: .success) { [mode, mask] in
            let folder = try TemporaryFolder()
            let address = try UnixAddress(path: folder("socket"))
            _ = umask(mask)
            _ = try UnixListener.listen(at: address, mode: mode)
            #expect(try FileSystem.status(of: address.path).mode == mode)
        }
    }

    @Test func `of many that find an abandoned socket at once, one listens`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let address = try UnixAddress(path: folder("socket"))
            for round in 0..<50 {
                let winners = Winners()
                // The previous round's winner is gone; its socket is abandoned.
                DispatchQueue.concurrentPerform(iterations: 8) { _ in
                    winners.compete(for: address)
                }
                #expect(winners.count == 1, "round \(round)")
                let client = try UnixSocket.connect(to: address)
                #expect(try winners.accepts(), "round \(round)")
                _ = consume client
            }
            #expect(try Folder.list(folder.path) == ["socket"])
        }
    }

    @Test func `the longest path can be listened at, in a folder and without one`() throws {
        let folder = try TemporaryFolder()
        let room = UnixAddress.maximumByteCount - folder.path.utf8.count - 1
        for length in [1, 2, 9, 10, 11, room] {
            let path = folder(String(repeating: "s", count: length))
            let address = try UnixAddress(path: path)
            let listener = try UnixListener.listen(at: address)
            let client = try UnixSocket.connect(to: address)
            #expect(try listener.accept() != nil)
            _ = consume client
        }
        let deep = folder(String(repeating: "f", count: room - 2))
        try Folder.make(deep)
        _ = try UnixListener.listen(at: try UnixAddress(path: "\(deep)/s"))
        #expect(try Folder.list(deep) == ["s"])
    }

    @Test func `a missing folder is the kernel's error`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("missing/socket"))
        #expect(throws: ListeningFault.system(.noSuchFile)) {
            _ = try UnixListener.listen(at: address)
        }
    }

    @Test func `a refused listener leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        // The name is a folder's, which no socket replaces.
        let address = try UnixAddress(path: folder("name/"))
        try Folder.make(folder("name"))
        #expect(throws: ListeningFault.self) { _ = try UnixListener.listen(at: address) }
        #expect(try Folder.list(folder.path) == ["name"])
        #expect(try Folder.list(folder("name")) == [])
    }
}

/// Those who got the socket.
private final class Winners: Sendable {
    private final class Winner: Sendable {
        let listener: UnixListener
        init(_ listener: consuming UnixListener) { self.listener = listener }
    }

    private let winners = Mutex<[Winner]>([])

    var count: Int { winners.withLock { $0.count } }

    func compete(for address: UnixAddress) {
        do throws(ListeningFault) {
            let winner = Winner(try UnixListener.listen(at: address))
            winners.withLock { $0.append(winner) }
        } catch {
            #expect(error == .inUse)
        }
    }

    /// Whether the first of them has a caller.
    func accepts() throws -> Bool {
        let winner = try #require(winners.withLock { $0.first })
        while let caller = try winner.listener.accept() {
            // Those who looked whether the socket is abandoned have left; the caller stays.
            var bytes: [UInt8] = []
            if try caller.receive(into: &bytes, atMost: 1) == .wouldBlock { return true }
        }
        return false
    }
}
