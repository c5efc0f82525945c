import Hosting
import Kernel
import Testing
import Wire

struct ListenerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func listen(_ name: String, isOwn: Bool = true) throws -> Listener {
        let listener = try UnixListener.listen(at: UnixAddress(path: folder(name)))
        return Listener(kind: .lease, listener: listener, ownPath: isOwn ? folder(name) : nil)
    }

    @Test func `its own path goes with it`() throws {
        do {
            let listener = try listen("lease.sock")
            #expect(try folder.names() == ["lease.sock"])
            withExtendedLifetime(listener) {}
        }
        #expect(try folder.names() == [])
    }

    @Test func `the service manager's path stays`() throws {
        _ = try listen("lease.sock", isOwn: false)
        #expect(try folder.names() == ["lease.sock"])
    }

    @Test func `what another has put there since stays`() throws {
        do {
            let listener = try listen("lease.sock")
            // Held under another name, so that the next socket cannot get the same number.
            try FileSystem.rename(folder("lease.sock"), to: folder("old"))
            _ = try listen("lease.sock", isOwn: false)
            withExtendedLifetime(listener) {}
        }
        #expect(try folder.names() == ["lease.sock", "old"])
    }
}
