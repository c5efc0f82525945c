import Glibc
import Hosting
import Kernel
import Leasing
import Persistence
import Seeding
import Serving
import Testing
import Wire

struct StateKeeperTests {
    /// A daemon's service and what keeps its state, with a clock that the test moves.
    private final class House {
        var service: Service
        let keeper: StateKeeper
        let log: Log
        var now: Moment

        init(_ state: String, _ accounts: String, _ lines: Lines, now: Moment) throws {
            let reading = try Inventories.read("{\"accounts\":[\(accounts)]}").get()
            var random = SeededRandom(seed: 1)
            self.now = now
            log = lines.log()
            service = Service(
                identity: ServiceIdentity(version: "0", epoch: "e"), firstFence: 1,
                chance: ChanceSupply { count in (0..<count).map { _ in random.next() } })
            let folder = try #require(try OwnFolder.take(state: state, runtime: nil).first)
            keeper = try StateKeeper(folder, boot: nil, log: log, now: now.instant)
            let kept = keeper.recall(reading.inventory, for: service, log: log, now: now)
            service.beginRemembering()
            service.adopt(reading.inventory, remembering: kept, now: now)
            keep()
        }

        func pass(_ interval: Interval) {
            now = Moment(instant: now.instant + interval, unix: now.unix + interval)
        }

        func keep() { keeper.keep(&service, log: log, now: now) }

        /// One connection's request, and its answer as text.
        @discardableResult
        func call(_ socket: SocketKind, _ method: String, _ params: String) -> String {
            Caller.answer(of: &service, on: socket, method, params, now: now)
        }

        var state: String { call(.ops, "Accounts", "{}") }
        var isKept: Bool { call(.ops, "Summary", "{}").contains(#""kept":true"#) }
    }

    private let folder: TemporaryFolder
    private let lines = Lines()
    private static let now = Moment(
        instant: Instant(nanoseconds: 9_000_000_000_000),
        unix: UnixTime(seconds: 1_800_000_000))

    init() throws { folder = try TemporaryFolder() }

    private func house(
        _ accounts: String = Inventories.account("a"), after pause: Interval = .zero
    ) throws -> House {
        let now = Moment(instant: Self.now.instant + pause, unix: Self.now.unix + pause)
        return try House(folder("state"), accounts, lines, now: now)
    }

    /// Drains the account, as an operator does.
    private func drain(_ house: House) {
        house.call(.ops, "SetAccount", #"{"account_id":"a","draining":true}"#)
        house.keep()
    }

    @Test func `what was kept is taken up, also of a daemon that was killed`() throws {
        do { drain(try house()) }
        let next = try house(after: .hours(1))
        #expect(next.state.contains(#""state":"draining""#))
        #expect(lines.all.last == "<5>\(folder("state")): 1 account recalled\n")
    }

    @Test func `a login that was made anew is told from the one before`() throws {
        do { drain(try house()) }
        #expect(try house().state.contains(#""generation":1,"#))
        let other = Inventories.account("a").replacing("k-a", with: "k-b")
        #expect(try house(other).state.contains(#""generation":2,"#))
        #expect(try house(other).state.contains(#""generation":2,"#))
    }

    @Test func `numbers of requests are kept within a second, and at the end`() throws {
        do {
            let house = try house()
            for wait in [Interval.zero, .milliseconds(999), .milliseconds(1)] {
                house.pass(wait)
                if wait == .zero { use(house) }
                house.keep()
            }
            #expect(house.keeper.deadline > house.now.instant)
        }
        #expect(try house().state.contains(#""success":1"#))
        do {
            let house = try house()
            use(house)
            house.keeper.finish(&house.service, log: house.log, now: house.now)
        }
        #expect(try house().state.contains(#""success":2"#))
    }

    private func use(_ house: House) {
        let grant = house.call(.lease, "Select", #"{"provider":"openai"}"#)
        let lease = grant.split(separator: #""lease_id":""#).last?.prefix { $0 != "\"" } ?? ""
        house.call(
            .lease, "MarkResult", #"{"lease_id":"\#(lease)","status":200,"release":true}"#)
    }

    @Test func `the first fences are on the disk before one is used, and the next batch later`()
        throws
    {
        let house = try house()
        #expect(house.keeper.deadline == .distantFuture, "nothing is left to be synced")
        use(house)
        house.keep()
        #expect(house.keeper.deadline <= house.now.instant + .seconds(1))
    }

    private static func limitFiles(to bytes: rlim_t) {
        var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }

    @Test func `a disk that takes nothing is told of, and what came meanwhile is kept after it`()
        async
    {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let test = try StateKeeperTests()
            do {
                let house = try test.house()
                Self.limitFiles(to: 100)
                test.drain(house)
                #expect(!house.keeper.isKeeping && !house.isKept)
                #expect(house.state.contains(#""state":"draining""#))
                let told = test.lines.all.filter { $0.hasPrefix("<3>") }
                #expect(told.count == 1)
                #expect(told.first?.contains("cannot write journal.0001: ") == true)
                Self.limitFiles(to: .max)
                #expect(house.keeper.deadline == house.now.instant + .seconds(1))
                house.pass(.seconds(1))
                house.keep()
                #expect(house.keeper.isKeeping && house.isKept)
                #expect(test.lines.all.last?.contains("changes are kept again") == true)
            }
            #expect(try test.house().state.contains(#""state":"draining""#))
        }
    }

    @Test func `what the disk did not take until the end is said to be lost`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let test = try StateKeeperTests()
            let house = try test.house()
            Self.limitFiles(to: 100)
            test.drain(house)
            house.keeper.finish(&house.service, log: house.log, now: house.now)
            #expect(test.lines.all.last?.contains("what came meanwhile is lost") == true)
        }
    }

    @Test func `what cannot be used is never begun anew in silence`() throws {
        do { drain(try house()) }
        for name in try Folder.list(folder("state")) where name != "lock" {
            try folder.write("state/\(name)", "broken")
        }
        do {
            _ = try house()
            Issue.record("it was begun anew")
        } catch let fault as StartFault {
            #expect(fault.status == .cannotCreate)
            #expect(fault.lines.count > 1)
            let start = "cannot use what is kept in \(folder("state")): "
            #expect(fault.lines.first?.hasPrefix(start) == true)
            #expect(fault.lines.last?.contains("move the files away") == true)
        }
    }

    @Test func `no secret is in what is kept`() throws {
        do { drain(try house(Inventories.account("a").replacing("k-a", with: "CANARY-1"))) }
        for name in try Folder.list(folder("state")) {
            let bytes = try File(opening: folder("state/\(name)"), for: .read)
                .readAll(limit: 1 << 20)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("CANARY"))
        }
    }
}
