import Leasing

/// What a pool is, said as plainly as possible: a list of accounts with their records, a list of
/// leases, a list of those who wait. Each question is answered by looking at all of them.
///
/// The records are the pool's own, as it publishes them; all that follows from them is derived
/// here a second time.
struct SlowPool {
    struct Entry {
        var account: Account
        var records = AccountRecords()
        var isListed = true
        /// Tells it from an account that had the id before.
        let incarnation: Int
        /// Whether it is one of those that rest: open, and not full.
        var isResting = false
        /// When it last changed its load or began to rest, as a number that grows.
        var restsSince = 0
        /// What an operator has cleared: leases before the fence report nothing of it.
        var clearings: [(model: String?, fence: UInt64)] = []
        /// The models of limits that stand, and since when.
        var limits: [(models: ModelPattern?, since: Instant)] = []
        /// The models of limits that have ended, and when they did.
        var allowances: [(models: ModelPattern?, since: Instant)] = []
    }

    struct Waiter {
        let ticket: Ticket
        let wish: Wish
        let uid: UInt32
        let holder: HolderID
        let since: Instant

        var deadline: Instant { since + min(wish.wait, wish.timeout) }
    }

    struct Shadow {
        let account: String
        let end: Instant
    }

    /// What became of those who waited, in the order in which it did.
    enum Outcome: Equatable {
        case granted(Ticket, account: String, poolSize: Int, waited: Interval)
        case refused(Ticket, Refusal)

        var ticket: Ticket {
            switch self {
            case .granted(let ticket, _, _, _), .refused(let ticket, _): ticket
            }
        }
    }

    /// All the ids there may be, in their order.
    static let ids = ["u", "v", "w", "x", "y", "z"]

    var entries: [String: Entry] = [:]
    /// The providers in the order in which they were first named.
    var providers: [String] = []
    var leases: [SlowLease] = []
    var waiters: [Waiter] = []
    var shadows: [Shadow] = []
    /// The clients that wait for each provider, in the order of their turns.
    var turnsToWait: [String: [HolderID]] = [:]
    var connections: [HolderID: Int] = [:]
    var outcomes: [Outcome] = []
    /// Whose turn it is, by provider.
    var turns: [String: SlowTurns] = [:]
    private var clock = 0

    /// A number higher than all before.
    mutating func tick() -> Int {
        clock += 1
        return clock
    }

    /// The listed accounts of a provider, in the order of their ids.
    func members(of provider: String) -> [String] {
        Self.ids.filter { id in
            guard let entry = entries[id] else { return false }
            return entry.isListed && entry.account.provider == provider
        }
    }

    /// The accounts of a provider that serve a model.
    func serving(_ wish: Wish) -> [String] {
        members(of: wish.provider).filter { entries[$0]?.account.serves(wish.model) ?? false }
    }

    /// Forgets the leases that ended first, but for so many: each look at all leases takes time.
    mutating func forgetEnded(but count: Int) {
        let ended = leases.indices.filter { !leases[$0].isLive }
        let old = Set(ended.sorted { leases[$0].end > leases[$1].end }.dropFirst(count))
        guard !old.isEmpty else { return }
        leases = leases.indices.filter { !old.contains($0) }.map { leases[$0] }
    }

    func inFlight(of account: String) -> Int {
        var count = 0
        for place in leases.indices where leases[place].account == account && leases[place].isLive {
            count += 1
        }
        return count
    }

    /// Leases in flight and failures of the last two seconds: what the choice goes by.
    func load(of account: String) -> Int {
        inFlight(of: account) + shadows.count { $0.account == account }
    }

    /// Whether one more lease of a user is within the limits.
    func mayLease(_ uid: UInt32) -> Bool {
        leases.count(where: \.isLive) < Limits.leases
            && leases.count { $0.isLive && $0.uid == uid } < Limits.leasesPerUser
    }

    /// The account that a wish gets: of the available ones of the lowest priority number the one
    /// with the least load, and of equals the one that has rested longest; or the one whose turn
    /// it is.
    func choice(for wish: Wish, now: Instant) -> String? {
        let available = members(of: wish.provider).filter { state(of: $0, wish, now) == .available }
        if let turns = turns[wish.provider], turns.strategy != .leastBusy {
            let accounts = available.compactMap { entries[$0]?.account }
            let lowest = accounts.map(\.priority).min()
            return turns.choice(
                accounts.filter { $0.priority == lowest }, serving: serving(wish))
        }
        return available.min { left, right in
            guard let one = entries[left], let other = entries[right] else { return false }
            return (one.account.priority, load(of: left), one.restsSince)
                < (other.account.priority, load(of: right), other.restsSince)
        }
    }
}
