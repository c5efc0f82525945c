import Hosting
import Kernel
import Testing

struct OwnFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func fault(state: String? = nil, runtime: String? = nil) throws -> StartFault {
        let fault = try #require(throws: StartFault.self) {
            try OwnFolder.take(state: state, runtime: runtime)
        }
        return StartFault(fault.status, fault.lines.map { $0.replacing(folder.path, with: "DIR") })
    }

    @Test func `a folder that is missing is made for its owner alone`() throws {
        let folders = try OwnFolder.take(state: folder("state"), runtime: folder("run"))
        #expect(folders.map(\.path) == [folder("state"), folder("run")])
        for path in folders.map(\.path) {
            #expect(try FileSystem.status(of: path).mode == 0o700)
        }
    }

    @Test func `none is wanted, none is made`() throws {
        #expect(try OwnFolder.take(state: nil, runtime: nil).isEmpty)
        #expect(try folder.names().isEmpty)
    }

    @Test func `a second instance finds it locked`() throws {
        let path = folder("state")
        let folders = try OwnFolder.take(state: path, runtime: nil)
        #expect(
            try fault(runtime: path)
                == StartFault(
                    .temporaryFailure, "another instance uses the folder DIR/state"))
        withExtendedLifetime(folders) {}
    }

    /// In a process of its own: a child that another test starts would hold the lock for a moment.
    @Test func `it is free again when the first lets go`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            for _ in 0..<3 {
                #expect(try OwnFolder.take(state: folder("state"), runtime: nil).count == 1)
            }
        }
    }

    @Test(arguments: [0o710, 0o701, 0o755, 0o770] as [UInt32])
    func `a folder that others can reach is refused with the way to mend it`(mode: UInt32) throws {
        try Folder.make(folder("state"))
        try FileSystem.setMode(of: folder("state"), to: mode)
        #expect(
            try fault(state: folder("state"))
                == StartFault(
                    .cannotCreate,
                    "cannot use the folder DIR/state: others can reach it "
                        + "(mode 0\(String(mode, radix: 8))); mend it with: chmod 700 DIR/state"))
    }

    @Test func `a folder in a folder that is not there cannot be made`() throws {
        #expect(
            try fault(state: folder("no/state"))
                == StartFault(
                    .cannotCreate,
                    "cannot use the folder DIR/no/state: No such file or directory (ENOENT)"))
    }

    @Test func `what is no folder is refused`() throws {
        try folder.write("state", "")
        #expect(
            try fault(state: folder("state"))
                == StartFault(
                    .cannotCreate, "cannot use the folder DIR/state: it is no folder"))
    }

    @Test func `one folder is not two`() throws {
        try Folder.make(folder("a"))
        try Links.make(folder("b"), to: folder("a"))
        #expect(
            try fault(state: folder("a"), runtime: folder("b"))
                == StartFault(
                    .usage, "--state and --runtime name the same folder"))
    }

    @Test func `a lock that leads elsewhere is refused`() throws {
        try Folder.make(folder("state"))
        try Links.make(folder("state/lock"), to: folder("elsewhere"))
        let fault = try fault(state: folder("state"))
        #expect(fault.status == .cannotCreate)
        #expect(try folder.names() == ["state"])
    }
}
