import Hosting
import Kernel
import Leasing
import Testing

/// The order in which the two keep, and what each adds to a start.
struct KeepersTests {
    private let folder: TemporaryFolder
    private let lines = Lines()
    /// Taken once: a child that another test starts may hold the locks for a moment.
    private let folders: [OwnFolder]

    init() throws {
        folder = try TemporaryFolder()
        folders = try OwnFolder.take(state: folder("state"), runtime: folder("run"))
    }

    private func keepers(state: Bool = true, runtime: Bool = true) throws -> Keepers {
        try Keepers(
            state: state ? folders[0] : nil, runtime: runtime ? folders[1] : nil,
            log: lines.log())
    }

    private var told: [String] {
        lines.all.map { String($0.replacing(folder.path, with: "DIR").dropLast()) }
    }

    /// The first fence of a daemon that starts, and keeps its first turn.
    private func firstFence(_ keepers: Keepers, at unix: UnixTime) throws -> UInt64 {
        let first = keepers.firstFence(now: unix)
        var service = Inventories.service(firstFence: first)
        let now = Moment(instant: Instant(nanoseconds: 1_000_000_000), unix: unix)
        let reading = try Inventories.read("{\"accounts\":[\(Inventories.account("a"))]}").get()
        keepers.restore(reading.inventory, to: &service, log: Lines().log(), now: now)
        keepers.keep(&service, log: Lines().log(), now: now)
        return first
    }

    @Test func `what is not kept is said, for each of the two`() throws {
        _ = try keepers(state: false, runtime: false)
        #expect(
            told == [
                "<5>no --state: what is learnt of accounts ends with this process",
                "<5>no --runtime: leases end with this process",
            ])
    }

    /// A-16: the clock may have been set back by a day, and the table be gone.
    @Test func `fences rise over every restart, though the clock goes back and the table is gone`()
        throws
    {
        let noon = UnixTime(seconds: 1_800_000_000)
        let first = try firstFence(try keepers(), at: noon)
        #expect(first == 1_800_000_000_000_001)
        let second = try firstFence(try keepers(), at: noon + .hours(-24))
        #expect(second > first)
        try FileSystem.remove(folder("run/leases"))
        let third = try firstFence(try keepers(), at: noon + .hours(-48))
        #expect(third > second)
        #expect(
            told.last
                == "<3>the table of leases is gone: those that are out are unknown, and not counted"
        )
    }

    @Test func `a table that there was not yet is not missed`() throws {
        _ = try firstFence(try keepers(runtime: false), at: UnixTime(seconds: 1))
        _ = try keepers()
        #expect(!told.contains { $0.contains("is gone") })
    }
}
