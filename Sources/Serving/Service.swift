package import Leasing
import Providers
import Wire

/// The daemon without the world: bytes and times come in, bytes and facts go out.
///
/// It holds the connections' side of the protocol and the pool, and translates between them. It
/// opens nothing, waits for nothing and asks no clock.
package struct Service: ~Copyable {
    var pool: Pool
    var peers = PeerTable()
    var lendings: [Lending?] = []
    /// What the inventory says of each account.
    var listed: [String: Inventory.Entry] = [:]
    /// What each account proved itself with last, to tell a new login from a reload.
    var credentials: [String: Credential] = [:]
    /// The number of that login; kept when the account is gone, for it may come back.
    var generations: [String: Int] = [:]
    var chance: ChanceSupply
    var frameDeadlines = DeadlineHeap()
    var slowReaderDeadlines = DeadlineHeap()
    /// Whose a waiting Select's answer is: the one's that asked, and after it those that asked the
    /// same again with its key.
    var waiting: [Ticket: [Asker]] = [:]
    /// Who has asked for the inventory to be read anew, until it is.
    var reloads: [Asker] = []
    var keys = KeyMemory()
    /// The keys of leases that were granted since they were last kept.
    var newKeys: [Lease.ID: LeaseKey] = [:]
    var judgementText = JudgementText()
    /// Connections that the world has something to do for: output, an end, or frames left over.
    var touched: [PeerID] = []
    var backlog: [PeerID] = []
    /// What all connections' buffers hold.
    var bufferedBytes = 0
    var revision: UInt64 = 0
    var facts: [Fact] = []
    var events = EventRing()
    var refusals = RefusalTally()
    var watches = WatchTable()
    var calls = CallCounts()
    /// When the first inventory was taken.
    var startedAt: UnixTime?
    var isDraining = false
    /// Whether what is answered is kept on disk.
    var isKept = false
    let identity: ServiceIdentity

    /// Makes a service without accounts.
    ///
    /// - Parameter fence: the number of the first lease; above all that were ever granted.
    package init(identity: ServiceIdentity, firstFence fence: UInt64, chance: ChanceSupply) {
        self.identity = identity
        self.chance = chance
        pool = Pool(firstFence: fence)
    }

    /// When `advance(to:)` next has something to do.
    package var nextDeadline: Instant? {
        if !backlog.isEmpty { return Instant(nanoseconds: 0) }
        let peers = Instant.earliest(frameDeadlines.first, slowReaderDeadlines.first)
        let told = Instant.earliest(
            refusals.nextDeadline == .distantFuture ? nil : refusals.nextDeadline,
            watches.nextDeadline)
        return Instant.earliest(pool.nextDeadline, Instant.earliest(peers, told))
    }

    /// Does what is due, and decides the frames that an earlier turn left over.
    package mutating func advance(to now: Moment) {
        pool.advance(to: now.instant)
        // Before a connection is ended at the same instant: a grant that nobody is told is lost.
        settle(now: now)
        while let slot = frameDeadlines.popDue(at: now.instant) {
            guard let peer = peers[slot] else { continue }
            end(peer, because: .frameTimeout, now: now)
        }
        while let slot = slowReaderDeadlines.popDue(at: now.instant) {
            guard let peer = peers[slot] else { continue }
            abandon(peer, now: now)
        }
        noteCountedRefusals(now: now)
        let left = backlog
        backlog.removeAll(keepingCapacity: true)
        for id in left {
            guard let peer = peers.peer(id) else { continue }
            decideFrames(of: peer, now: now)
        }
        settle(now: now)
        if !watches.isEmpty { tellWatchers(now: now) }
    }

    /// The connections that have output, or are to be closed, or read differently than before.
    package mutating func takeTouchedPeers() -> [PeerID] {
        guard !touched.isEmpty else { return [] }
        defer { touched.removeAll(keepingCapacity: true) }
        return touched
    }

    /// What has changed in the pool since the last call.
    package mutating func takeFacts() -> [Fact] {
        guard !facts.isEmpty else { return [] }
        defer { facts = [] }
        return facts
    }

    /// Everything to be kept of the accounts that have changed since the last call.
    ///
    /// - Parameter countsToo: whether those count of which only the numbers of requests are other
    ///   than before.
    package mutating func takeMemoryNews(countsToo: Bool) -> MemoryNews {
        pool.takeMemoryNews(countsToo: countsToo)
    }

    /// Whether requests were counted that are not kept yet.
    package var hasCounted: Bool { pool.hasCounted }

    /// Has what is to be kept of accounts noted from here on: somebody keeps it.
    package mutating func beginRemembering() {
        pool.beginRemembering()
        isKept = true
    }

    /// Takes in whether what is answered is kept on disk at present.
    package mutating func noteKept(_ isKept: Bool) {
        guard isKept != self.isKept else { return }
        self.isKept = isKept
        revision += 1
        watches.forgetSnapshots()
        noteForWatchers()
    }

    /// All that is to be kept of an account; `nil` when there is none of this id.
    package func memory(of account: String) -> AccountMemory? { pool.memory(of: account) }

    /// The number of the next lease.
    package var nextFence: UInt64 { pool.nextFence }

    /// How much is going on, for the service manager's status line.
    package var load: (connections: Int, leases: Int, waiters: Int) {
        (peers.count, pool.liveLeaseCount, pool.waiterCount)
    }
}

/// A request that waits for the settlement of a ticket.
struct Asker: Equatable {
    let peer: PeerID
    let id: RequestID
}

/// What a service says of itself.
package struct ServiceIdentity: Sendable {
    /// The program's version.
    package let version: String
    /// Tells one life of the daemon from the next.
    package let epoch: String

    /// Names a service.
    package init(version: String, epoch: String) {
        self.version = version
        self.epoch = epoch
    }
}
