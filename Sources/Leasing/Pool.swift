/// Decides who may use which account, and until when.
///
/// It is told everything, the time included, and asks nobody: verbs come in with `now`, deadlines
/// are asked for with `nextDeadline`, and what was decided later comes out of `takeSettlements()`.
/// What an account may do follows at each instant from its records and its leases; the order of
/// the available ones is an index over them.
package struct Pool: Sendable {
    var accounts: [AccountSlot] = []
    var loads: [Load] = []
    var groups: [Group] = []
    /// What was counted of each group.
    var tallies: [Tally] = []
    var accountNumbers: [String: Int] = [:]
    var freeAccountNumbers: [Int] = []
    var groupNumbers: [String: Int] = [:]
    var latestGroup = 0
    /// Leases before this fence were granted under an earlier inventory.
    var inventoryFence: UInt64 = 0
    var nextAccountSerial: UInt64 = 1

    var leases = LeaseSlab()
    var holders = Holders()
    var users = Users()
    var sessions = Sessions()
    var waiters = WaitingRoom()

    var leaseDeadlines = DeadlineHeap()
    var accountDeadlines = DeadlineHeap()
    var waiterDeadlines = DeadlineHeap()
    var shadows = Shadows()

    /// The number of the next lease.
    package internal(set) var nextFence: UInt64
    /// How often it was derived anew what the records of an account mean.
    var refilings: UInt64 = 0
    var settlements: [Settlement] = []
    var revocations: [Revocation] = []
    var facts: [Fact] = []
    /// Whether anybody keeps what is learnt.
    var isRemembered = false
    /// Accounts of which something was learnt or set since they were last kept.
    var newsOfAccounts: [Int] = []
    /// Accounts whose requests were counted since.
    var countedAccounts: [Int] = []
    /// Of accounts that were forgotten since.
    var departed: [AccountMemory] = []
    /// Whether what is to be kept could not be learnt again.
    var hasIrreplaceableNews = false
    /// Whether a probe has ended and left those who waited for its result without hope.
    var hasEndedProbe = false
    var isDraining = false
    /// Whether another daemon will take up the leases: whose holder's connection is closed then
    /// waits for that one.
    var isHandingOver = false
    var hasKeeper = false

    /// Makes a pool without accounts.
    ///
    /// - Parameter fence: the number of the first lease; above all that were ever granted.
    package init(firstFence fence: UInt64) {
        nextFence = max(fence, 1)
    }

    /// When `advance(to:)` next has something to do; `nil` when only a caller can change anything.
    package var nextDeadline: Instant? {
        earliestDeadline == .distantFuture ? nil : earliestDeadline
    }

    var earliestDeadline: Instant {
        min(
            min(leaseDeadlines.earliest, accountDeadlines.earliest),
            min(waiterDeadlines.earliest, shadows.first))
    }

    /// Waiters decided since the last call, in the order in which they were.
    package mutating func takeSettlements() -> [Settlement] {
        guard !settlements.isEmpty else { return [] }
        defer { settlements = [] }
        return settlements
    }

    /// What has changed since the last call that somebody must be told, in order.
    package mutating func takeFacts() -> [Fact] {
        guard !facts.isEmpty else { return [] }
        defer { facts = [] }
        return facts
    }

    /// Takes in what has changed around the pool, to be told in its order with the rest.
    package mutating func note(_ fact: Fact) { facts.append(fact) }

    /// The leases that live.
    package var liveLeaseCount: Int { leases.liveCount }

    /// The Selects that wait.
    package var waiterCount: Int { waiters.count }
}

/// An account and all that was learnt of it.
struct AccountSlot: Sendable {
    var account: Account
    /// What the inventory says of that which an operator has set otherwise.
    var replaced = AccountChange()
    /// Tells it from another account that had or will have the same number.
    let serial: UInt64
    var records = AccountRecords()
    /// The rate and quota limits that stand.
    var limits: [StandingLimit] = []
    /// What it may carry since limits have ended.
    var allowances: [Allowance] = []
    /// What has changed since it was last kept.
    var news = AccountNews.nothing
    /// Whether the inventory still names it; one that it does not is kept until its leases end.
    var isListed = true
}

/// What a grant needs to know of an account, kept small and apart from the records.
struct Load: Sendable {
    var group: Int
    var priority: Int
    var capacity: Int
    var inFlight = 0
    /// Leases that ended badly a moment ago: they count for the order, not for the capacity.
    var shadows = 0
    /// Whether nothing of the whole account hinders it; follows from its records.
    var isOpen = false
    /// Whether it has records of single models, or an allowance, so that openness alone does not
    /// decide.
    var hasModelRecords = false
    /// When the first of its blocks may be tested by a probe; the distant future when none may.
    var nextProbe = Instant.distantFuture
    /// Whether a probe is under way.
    var isProbing = false

    var hasRoom: Bool { inFlight < capacity }

    /// Whether it has blocks that a probe may test.
    var mayBeProbed: Bool { nextProbe < .distantFuture }
}

/// The accounts of one provider, and who waits for them.
struct Group: Sendable {
    let provider: String
    /// Numbers of the listed accounts, in the order of their ids.
    var members: [Int] = []
    var order = AccountOrder()
    var models = ModelIndex()
    /// Those who wait, first come first.
    var queue = WaitingQueue()
    var budget = RetryBudget()
    var egress = EgressWatch()
    /// Accounts with blocks that a probe may test.
    var probeCount = 0
}
