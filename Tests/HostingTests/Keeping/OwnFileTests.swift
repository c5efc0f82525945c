import Hosting
import Kernel
import Testing

/// Asked through the table of leases, which must be the daemon's own as the state's files must.
struct OwnFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func fault() throws -> [String] {
        let own = try #require(try OwnFolder.take(state: nil, runtime: folder.path).first)
        let fault = #expect(throws: StartFault.self) {
            _ = try LeaseKeeper(own, boot: BootID.current, log: Lines().log())
        }
        #expect(fault?.status == .cannotCreate)
        return fault?.lines.map { $0.replacing(folder.path, with: "DIR") } ?? []
    }

    @Test(arguments: [0o604, 0o640, 0o666] as [UInt32])
    func `a file that others can reach is refused with the way to mend it`(mode: UInt32) throws {
        try folder.write("leases", "", mode: mode)
        let octal = String(mode, radix: 8)
        #expect(
            try fault() == [
                "cannot use the file DIR/leases: others can reach it (mode 0\(octal)); "
                    + "mend it with: chmod 600 DIR/leases"
            ])
    }

    @Test func `what is no regular file is refused, wherever a link leads`() throws {
        try Folder.make(folder("leases"))
        #expect(try fault() == ["cannot use the file DIR/leases: it is no regular file"])
        try Folder.removeTree(folder("leases"))
        try folder.write("other", "")
        try Links.make(folder("leases"), to: folder("other"))
        #expect(try fault() == ["cannot use the file DIR/leases: it is no regular file"])
    }
}
