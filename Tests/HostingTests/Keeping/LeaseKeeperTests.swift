import Hosting
import Kernel
import Leasing
import Persistence
import Providers
import Serving
import Testing
import Wire

struct LeaseKeeperTests {
    /// A daemon's service and what keeps its leases.
    private final class House {
        var service: Service
        let keeper: LeaseKeeper
        let lines = Lines()
        let now = Moment(
            instant: Instant(nanoseconds: 9_000_000_000_000),
            unix: UnixTime(seconds: 1_800_000_000))

        init(_ folder: OwnFolder) throws {
            let reading = try Inventories.read("{\"accounts\":[\(Inventories.account("a"))]}").get()
            keeper = try LeaseKeeper(
                folder, boot: BootID("00112233445566778899aabbccddeeff"), log: lines.log())
            service = Inventories.service(firstFence: keeper.fenceEnd)
            service.adopt(reading.inventory, now: now)
            keeper.restore(to: &service, now: now)
        }

        func call(_ method: String, _ params: String) -> String {
            Caller.answer(of: &service, on: .lease, method, params, now: now)
        }

        var leases: Int { service.load.leases }
    }

    private let folder: TemporaryFolder
    /// Taken once: a child that another test starts may hold the lock for a moment.
    private let own: OwnFolder

    init() throws {
        folder = try TemporaryFolder()
        own = try #require(try OwnFolder.take(state: nil, runtime: folder.path).first)
    }

    @Test func `a lease is there for the next daemon once it was kept, and not before`() throws {
        do {
            let house = try House(own)
            _ = house.call("Select", #"{"provider":"openai","detached":true}"#)
            house.keeper.keep(&house.service)
            _ = house.call("Select", #"{"provider":"openai","detached":true}"#)
            #expect(house.leases == 2)
        }
        let next = try House(own)
        #expect(next.leases == 1)
        #expect(
            next.lines.all.map { $0.replacing(folder.path, with: "DIR") } == [
                "<5>DIR/leases: 1 lease recalled\n"
            ])
    }

    @Test func `fences go on from the table's highest, whether its lease lives or not`() throws {
        var fences: [String] = []
        for _ in 0..<5 {
            let house = try House(own)
            for _ in 0..<3 {
                let answer = house.call("Select", #"{"provider":"openai","ttl_ms":1000}"#)
                let fence = answer.split(separator: "\"fence\":").last?.prefix { $0.isNumber }
                fences.append(fence.map(String.init) ?? "none")
                let lease = answer.split(separator: "\"lease_id\":\"").last?.prefix { $0 != "\"" }
                _ = house.call("Release", #"{"lease_id":"\#(lease ?? "")"}"#)
                house.keeper.keep(&house.service)
            }
        }
        #expect(fences == (1...15).map(String.init))
    }

    @Test func `a lease whose bytes are damaged is lost, and said to be`() throws {
        do {
            let house = try House(own)
            _ = house.call("Select", #"{"provider":"openai","detached":true}"#)
            _ = house.call("Select", #"{"provider":"openai","detached":true}"#)
            house.keeper.keep(&house.service)
        }
        let file = try File(opening: folder("leases"), for: .readWrite)
        try file.write([0xFF], at: TableLayout.offset(of: 1) + TableLayout.body + 20)
        let next = try House(own)
        #expect(next.leases == 1)
        #expect(
            next.lines.all.map { $0.replacing(folder.path, with: "DIR") } == [
                "<5>DIR/leases: 1 lease recalled\n", "<3>DIR/leases: 1 damaged, and lost\n",
            ])
    }
}
