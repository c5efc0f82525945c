import Glibc
import Hosting
import Kernel
import Persistence
import Testing

struct LeaseFileTests {
    private let folder: TemporaryFolder
    /// Taken once: a child that another test starts may hold the lock for a moment.
    private let own: OwnFolder
    private static let boot = BootID("00112233445566778899aabbccddeeff")

    init() throws {
        folder = try TemporaryFolder()
        own = try #require(try OwnFolder.take(state: nil, runtime: folder.path).first)
    }

    private func finding(
        boot: BootID? = LeaseFileTests.boot, lines: Lines = Lines()
    ) throws -> LeaseTable.Finding {
        try LeaseKeeper(own, boot: boot, log: lines.log()).finding
    }

    @Test func `a table is made whole, for its owner alone, and found by the next daemon`() throws {
        #expect(try finding() == .missing)
        let status = try FileSystem.status(of: folder("leases"))
        #expect(status.mode == 0o600 && status.size == TableLayout.bytes)
        #expect(try finding() == .current)
        #expect(Set(try folder.names()) == ["leases", "lock"])
    }

    @Test func `another boot's table is put aside, and one of a boot that is hidden`() throws {
        _ = try finding()
        let other = BootID("ff112233445566778899aabbccddeeff")
        #expect(try finding(boot: other) == .ofAnotherBoot)
        #expect(try finding(boot: other) == .current)
        #expect(try finding(boot: nil) == .ofAnotherBoot)
        #expect(try finding(boot: nil) == .ofAnotherBoot)
    }

    @Test func `what is no table is told, and a table put in its place`() throws {
        for (bytes, reason) in [
            ([], "it ends in its header"),
            (Array(repeating: 7, count: 100), "it is no table of leases"),
        ] as [([UInt8], String)] {
            try folder.write("leases", bytes)
            let lines = Lines()
            #expect(try finding(lines: lines) == .unreadable(reason))
            let line = "<3>DIR/leases: ignored, for \(reason); the leases in it are lost"
            #expect(lines.all.map { $0.replacing(folder.path, with: "DIR") } == [line + "\n"])
            #expect(try finding() == .current)
        }
    }

    @Test func `a table that was being made when its daemon was killed is made anew`() throws {
        try folder.write("leases.new", "half")
        #expect(try finding() == .missing)
        #expect(try folder.names().contains("leases.new") == false)
    }

    @Test func `a table for which there is no room leaves nothing behind, and says what it needs`()
        async
    {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let test = try LeaseFileTests()
            var limit = rlimit(rlim_cur: 100, rlim_max: .max)
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let fault = try #require(throws: StartFault.self) { try test.finding() }
            #expect(fault.status == .cannotCreate)
            #expect(fault.lines.first?.contains("\(test.folder("leases")): ") == true)
            #expect(try test.folder.names() == ["lock"])
        }
    }

    @Test func `any byte of the header that is another makes it another boot's or none`() throws {
        _ = try finding()
        let bytes = try File(opening: folder("leases"), for: .read).readAll(limit: 1 << 24)
        for place in 0..<40 {
            var damaged = bytes
            damaged[place] ^= 0x10
            try folder.write("leases", damaged)
            #expect(try finding() != .current, "byte \(place)")
        }
    }
}
