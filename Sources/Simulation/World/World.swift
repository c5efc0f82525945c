import Leasing
import Serving
import Wire

/// A daemon without a kernel: the real service, between clients, connections and a clock that are
/// made of values.
///
/// Time stands still while anything happens and then jumps to whatever comes next. So a run is a
/// list of turns, each with one cause, and the oracle judges after each.
struct World: ~Copyable {
    var service: Service
    var oracle: Oracle
    var history: History
    var stock: Stock
    var clients: [Client] = []
    var lines: [Line] = []
    var peers: [PeerID] = []
    var lineNumbers: [PeerID: Int] = [:]
    /// Processes that have died and of whom the kernel has yet to tell.
    var deaths: [Death] = []
    /// Those who left leases behind, and by which process.
    var orphans: [Orphan] = []
    var now: Instant
    let swarm: Swarm
    /// How long what is under way takes; drawn apart from the steps.
    var weather: SeededRandom
    var observer: PeerID?
    var observations = 0
    /// Whether the service has written anything in the turn.
    var hasAnswered = false
    var faultCount = 0
    var turnCount = 0
    var isDraining = false
    /// What was kept, and what another daemon would find.
    var remains: Remains
    /// What each account proves itself with, as the operator said last.
    var secrets: [String: String] = [:]
    /// Where each daemon's chance comes from.
    var chance: SeededRandom

    struct Death {
        let due: Instant
        let orphan: Orphan
    }

    struct Orphan {
        let client: Int
        let holder: HolderID
        /// The holder as the oracle knows it.
        let known: Int
    }

    static let start = Moment(
        instant: Instant(nanoseconds: 1_000_000_000_000),
        unix: UnixTime(seconds: 1_800_000_000))

    init(_ plan: Plan, isTold: Bool) {
        var random = SeededRandom(seed: plan.seed ^ 0x57a7_e0f7_4e30_121d)
        chance = SeededRandom(seed: random.next())
        swarm = plan.swarm
        weather = SeededRandom(seed: random.next())
        stock = Stock(&random, start: Self.start.unix)
        now = Self.start.instant
        oracle = Oracle(start: Self.start)
        history = History(isTold: isTold)
        service = Self.service(firstFence: 1, seed: chance.next())
        remains = Remains(seed: chance.next(), now: now)
        for number in 0..<plan.swarm.clients {
            let group = random.below(plan.swarm.clients)
            clients.append(
                Client(
                    number: number, uid: random.once(in: 5) ? 1001 : 1000,
                    instance: "instance-number-\(group)", joins: random.once(in: 2)))
        }
        open()
    }

    /// Both clocks.
    var moment: Moment { Moment(instant: now, unix: Self.start.unixTime(of: now)) }

    private mutating func open() {
        service.beginRemembering()
        service.beginRememberingLeases()
        adoptStock()
        oracle.adopt(stock.offered)
        var farewell: [UInt8] = []
        observer = service.connect(on: .ops, uid: 0, farewell: &farewell)
    }

    /// What came of a run.
    var outcome: Outcome {
        Outcome(
            breaches: oracle.breaches, digest: history.digest, lines: history.lines,
            faultCount: faultCount, turnCount: turnCount)
    }
}

/// What came of a run.
package struct Outcome: Sendable {
    /// What did not hold; the run ends with the first turn that has any.
    package let breaches: [Breach]
    /// All that happened, as one number.
    package let digest: UInt64
    /// All that happened, in lines, when that was asked for.
    package let lines: [String]
    /// Things that went wrong because the plan said so.
    package let faultCount: Int
    /// Calls of the service.
    package let turnCount: Int
}
