import Foundation
import Kernel
import Testing

struct OccupantTests {
    @Test func `a socket that answers is in use and stays`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        let listener = try UnixListener.listen(at: address)
        let before = try FileSystem.status(of: address.path)
        #expect(throws: ListeningFault.inUse) { _ = try UnixListener.listen(at: address) }
        #expect(try FileSystem.status(of: address.path).number == before.number)
        #expect(try Folder.list(folder.path) == ["socket"])
        #expect(try listener.accept() != nil)
    }

    @Test func `a socket with a full backlog is in use`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        let listener = try UnixListener.listen(at: address, backlog: 1)
        var callers: [Caller] = []
        for _ in 0..<2 { callers.append(Caller(try UnixSocket.connect(to: address))) }
        #expect(throws: ListeningFault.inUse) { _ = try UnixListener.listen(at: address) }
        #expect(try listener.accept() != nil)
    }

    @Test func `a socket that nobody answers at is replaced`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let address = try UnixAddress(path: folder("socket"))
            _ = try UnixListener.listen(at: address)
            let listener = try UnixListener.listen(at: address)
            let client = try UnixSocket.connect(to: address)
            #expect(try listener.accept() != nil)
            _ = consume client
        }
    }

    @Test(arguments: ["file", "folder", "link"])
    func `something that is no socket is named and stays`(kind: String) throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        switch kind {
        case "file": _ = try File(opening: address.path, for: [.write, .create])
        case "folder": try Folder.make(address.path)
        case _:
            // Even one that leads to an abandoned socket.
            _ = try UnixListener.listen(at: try UnixAddress(path: folder("other")))
            try FileManager.default.createSymbolicLink(
                atPath: address.path, withDestinationPath: folder("other"))
        }
        let before = try FileSystem.status(of: address.path, followingLinks: false)
        #expect(throws: ListeningFault.notASocket) { _ = try UnixListener.listen(at: address) }
        #expect(try FileSystem.status(of: address.path, followingLinks: false) == before)
    }
}
