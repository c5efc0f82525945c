package import Leasing
import Wire

extension Service {
    /// Has what is to be kept of leases noted from here on: somebody keeps it.
    package mutating func beginRememberingLeases() { pool.beginRememberingLeases() }

    /// What is new of the leases since the last call, with the keys of those that have one.
    package mutating func takeLeaseNews() -> [LeaseNews] {
        var news = pool.takeLeaseNews()
        guard !newKeys.isEmpty else { return news }
        defer { newKeys.removeAll(keepingCapacity: true) }
        for place in news.indices {
            guard case .granted(var memory) = news[place], let key = newKeys[memory.id] else {
                continue
            }
            memory.key = key
            news[place] = .granted(memory)
        }
        return news
    }

    /// Takes up the leases that were kept, and the keys under which they can be asked for again.
    ///
    /// The inventory was taken, and nobody has connected.
    package mutating func restore(_ memories: [LeaseMemory], now: Moment) {
        pool.restore(memories, now: now.instant)
        // Of two leases with one key the later one is meant: the first had expired.
        let keyed = memories.indices.filter { memories[$0].key != nil }
        for place in keyed.sorted(by: { memories[$0].fence < memories[$1].fence }) {
            let memory = memories[place]
            guard let key = memory.key else { continue }
            let name = KeyMemory.Name(uid: memory.uid, instance: key.instance, key: key.text)
            let granted = KeyMemory.Outcome.granted(memory.id, poolSize: key.poolSize)
            keys.remember(name, key.digest, granted, now: memory.grantedAt)
        }
        settle(now: now)
    }
}
