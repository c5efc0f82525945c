import Leasing
import Persistence
import Serving
import Wire

/// What outlives the daemon's process.
struct Remains {
    var disk: FalseDisk
    var journal: Journal
    var table = FalseTable()
    var tableWriter = LeaseTable()

    /// A segment is compacted when it has so many bytes: often, in so short a life.
    static let segmentBytes = 8192

    init(seed: UInt64, now: Instant) {
        var disk = FalseDisk(seed: seed)
        guard
            let opened = try? Journal.open(on: &disk, segmentBytes: Self.segmentBytes, now: now)
        else { fatalError("an empty disk is an empty journal") }
        self.disk = disk
        journal = opened.journal
    }

    /// What was kept of the accounts, by their ids.
    func documents(now: Moment) -> [String: AccountDocument] {
        var all: [String: AccountDocument] = [:]
        for (account, bytes) in journal.documents {
            all[account] = try? AccountDocument(bytes, now: now)
        }
        return all
    }
}

extension World {
    /// Keeps what has changed, as the daemon does once a turn.
    mutating func keep() {
        let memories = service.takeMemoryNews(countsToo: false)
        var batch: [Change] = []
        for memory in memories.memories {
            let document = AccountDocument(memory: memory, credential: secrets[memory.id] ?? "")
            batch.append(.put(memory.id, document.encoded(now: moment)))
        }
        if !batch.isEmpty {
            remains.journal.append(
                batch, mustSync: memories.isIrreplaceable, on: &remains.disk, now: now)
        }
        if (remains.journal.nextDeadline ?? .distantFuture) <= now {
            remains.journal.advance(on: &remains.disk, to: now)
        }
        for news in service.takeLeaseNews() {
            remains.tableWriter.write(news, to: &remains.table)
        }
    }

    /// What was kept of the operator's accounts, whose credentials are noted.
    mutating func recallStock() -> [String: KeptAccount] {
        for offered in stock.offered { secrets[offered.account.id] = offered.secret }
        return Self.kept(remains.documents(now: moment), stock)
    }

    /// Gives a service that is new the operator's accounts.
    mutating func adoptStock() {
        let kept = recallStock()
        service.adopt(stock.inventory, remembering: kept, now: moment)
    }

    private static func kept(
        _ documents: [String: AccountDocument], _ stock: Stock
    ) -> [String: KeptAccount] {
        var kept: [String: KeptAccount] = [:]
        for offered in stock.offered {
            guard let document = documents[offered.account.id] else { continue }
            kept[offered.account.id] = KeptAccount(
                memory: document.memory, hasSameCredential: document.credential == offered.secret)
        }
        return kept
    }

    /// A disk that takes nothing for a while.
    mutating func spoilDisk(_ random: inout SeededRandom) {
        let next = remains.disk.callCount
        let kind: StorageFault.Kind = random.once(in: 2) ? .full : .failing
        remains.disk.fail(next..<next + 1 + random.below(30), with: kind)
    }

    /// Kills the daemon, and starts another one on what is left.
    ///
    /// Each call that was not answered is lost, and what it was to change: it had not been read,
    /// or nothing of it was kept. Of answers that were sent, some reach their clients.
    mutating func restart(_ random: inout SeededRandom) {
        // While the disk takes nothing, nothing is promised.
        guard !isDraining, oracle.breaches.isEmpty, remains.journal.stop == nil,
            service.nextDeadline != .zero
        else { return }
        history.tell(now, "the daemon is killed")
        for line in lines.indices where !lines[line].isClosed {
            if random.once(in: 2) { lines[line].finish(.whole, losing: 0, now: now) }
            lines[line].isClosed = true
            clients[lines[line].client].lose(line)
        }
        lineNumbers = [:]
        (orphans, deaths) = ([], [])
        guard recover() else { return }
        let moment = moment
        turn("another daemon has been started") { (service, oracle) in
            oracle.restart()
            service.advance(to: moment)
        }
    }

    private mutating func recover() -> Bool {
        remains.disk.kill()
        do throws(RecoveryFault) {
            let (journal, report) = try Journal.open(
                on: &remains.disk, segmentBytes: Remains.segmentBytes, now: now)
            oracle.require(
                report.missingBatches == 0, .memoryHolds, "a kill alone has cost batches")
            remains.journal = journal
        } catch {
            oracle.require(false, .memoryHolds, "a kill alone has made the journal unreadable")
            return false
        }
        let (leases, damaged) = remains.tableWriter.read(&remains.table)
        oracle.require(damaged == 0, .memoryHolds, "\(damaged) slots are damaged")
        service = Self.service(
            firstFence: (leases.map(\.fence).max() ?? 0) + 1, seed: chance.next())
        service.beginRemembering()
        service.beginRememberingLeases()
        adoptStock()
        service.restore(leases, now: moment)
        var farewell: [UInt8] = []
        observer = service.connect(on: .ops, uid: 0, farewell: &farewell)
        return true
    }

    /// A service without accounts.
    static func service(firstFence fence: UInt64, seed: UInt64) -> Service {
        var chance = SeededRandom(seed: seed)
        return Service(
            identity: ServiceIdentity(version: "simulated", epoch: "simulated"),
            firstFence: fence,
            chance: ChanceSupply { count in (0..<count).map { _ in chance.next() } })
    }

    /// Starts another daemon beside this one on what was kept, and compares what the two know.
    ///
    /// What was learnt must have been kept when it was, or it is missing here; and the other daemon
    /// must make of it what this one has: the same blocks with the same ends.
    mutating func recall() {
        guard oracle.breaches.isEmpty else { return }
        let moment = moment
        history.tell(now, "another daemon recalls \(remains.journal.documents.count) accounts")
        var other = Self.service(firstFence: 1, seed: 0)
        other.adopt(
            stock.inventory, remembering: Self.kept(remains.documents(now: moment), stock),
            now: moment)
        for account in stock.offered.map(\.account.id) {
            let own = Self.settled(service.memory(of: account), moment)
            let others = Self.settled(other.memory(of: account), moment)
            oracle.require(
                own == others, .memoryHolds,
                "\(account) is \(Self.text(own)), and recalled as \(Self.text(others))")
        }
        for breach in oracle.breaches {
            history.tell(now, "BREACH \(breach.invariant.rawValue): \(breach.what)")
        }
    }

    /// A memory as it is written, without what is forgotten by now, and without the numbers of
    /// requests, which are kept now and then.
    private static func settled(_ memory: AccountMemory?, _ now: Moment) -> [UInt8]? {
        guard var memory else { return nil }
        memory.records.forget(at: now.instant)
        (memory.records.successes, memory.records.failures) = (0, 0)
        return AccountDocument(memory: memory, credential: "").encoded(now: now)
    }

    private static func text(_ bytes: [UInt8]?) -> String {
        bytes.map { String(decoding: $0, as: UTF8.self) } ?? "unknown"
    }
}
