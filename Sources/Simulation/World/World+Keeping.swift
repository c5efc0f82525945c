import Leasing
import Persistence
import Serving

extension World {
    /// Keeps what has changed of the accounts, as the daemon does once a turn.
    mutating func keep() {
        for memory in service.takeMemoryNews(countsToo: false).memories {
            shelf[memory.id] = Self.document(memory, moment)
        }
    }

    /// Starts another daemon on what was kept, and compares what the two know.
    ///
    /// What was learnt must have been kept when it was, or it is missing here; and the other daemon
    /// must make of it what this one has: the same blocks with the same ends.
    mutating func recall() {
        guard oracle.breaches.isEmpty else { return }
        let moment = moment
        history.tell(now, "another daemon recalls \(shelf.count) accounts")
        let recalled = Self.recalled(from: shelf, stock, now: moment)
        for account in stock.offered.map(\.account.id) {
            let (known, other) = (service.memory(of: account), recalled[account])
            let (own, others) = (Self.settled(known, moment), Self.settled(other, moment))
            oracle.require(
                own == others, .memoryHolds,
                "\(account) is \(Self.text(own)), and recalled as \(Self.text(others))")
        }
        for breach in oracle.breaches {
            history.tell(now, "BREACH \(breach.invariant.rawValue): \(breach.what)")
        }
    }

    /// What a daemon knows that is started on what was kept.
    private static func recalled(
        from shelf: [String: [UInt8]], _ stock: Stock, now: Moment
    ) -> [String: AccountMemory] {
        var service = Service(
            identity: ServiceIdentity(version: "simulated", epoch: "recalled"),
            firstFence: 1, chance: ChanceSupply { count in [UInt64](repeating: 0, count: count) })
        var kept: [String: KeptAccount] = [:]
        for (account, bytes) in shelf {
            guard let document = try? AccountDocument(bytes, now: now) else { continue }
            kept[account] = KeptAccount(memory: document.memory, hasSameCredential: true)
        }
        service.adopt(stock.inventory, remembering: kept, now: now)
        var recalled: [String: AccountMemory] = [:]
        for offered in stock.offered {
            recalled[offered.account.id] = service.memory(of: offered.account.id)
        }
        return recalled
    }

    /// A memory as it is written, without what is forgotten by now, and without the numbers of
    /// requests, which are kept now and then.
    private static func settled(_ memory: AccountMemory?, _ now: Moment) -> [UInt8]? {
        guard var memory else { return nil }
        memory.records.forget(at: now.instant)
        (memory.records.successes, memory.records.failures) = (0, 0)
        return document(memory, now)
    }

    private static func document(_ memory: AccountMemory, _ now: Moment) -> [UInt8] {
        AccountDocument(memory: memory, credential: "").encoded(now: now)
    }

    private static func text(_ bytes: [UInt8]?) -> String {
        bytes.map { String(decoding: $0, as: UTF8.self) } ?? "unknown"
    }
}
