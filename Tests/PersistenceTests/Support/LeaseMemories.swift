import Leasing
import Simulation

/// Made-up memories of leases.
enum LeaseMemories {
    /// Any lease in a slot; with every text as long as it may be now and then.
    static func lease(in slot: Int, fence: UInt64, _ random: inout SeededRandom) -> LeaseMemory {
        let isLong = random.below(8) == 0
        func text(_ bound: Int) -> String {
            let length = isLong ? bound : random.below(bound + 1)
            return String(
                (0..<length).map { _ in Character(UnicodeScalar(UInt8(97 + random.below(26)))) })
        }
        func maybe<Value>(_ value: Value) -> Value? { random.below(3) == 0 ? nil : value }
        let instance = maybe(text(64))
        return LeaseMemory(
            id: Lease.ID(high: random.next(), low: random.next() & ~0xFFFF | UInt64(slot)),
            fence: fence, account: text(64), provider: text(64), model: maybe(text(128)),
            client: text(26), excluded: isLong ? [] : (0..<random.below(3)).map { _ in text(20) },
            instance: instance, uid: UInt32(truncatingIfNeeded: random.next()),
            traits: LeaseMemory.Traits(rawValue: UInt8(random.below(16))),
            grantedAt: instant(&random), attempt: 1 + random.below(9),
            generation: random.below(1 << 20),
            key: maybe(key(text(64), maybe(text(64)), &random)),
            standing: standing(&random))
    }

    private static func key(
        _ text: String, _ instance: String?, _ random: inout SeededRandom
    ) -> LeaseKey {
        LeaseKey(
            text: text, instance: instance, digest: random.next(), poolSize: random.below(60_000))
    }

    /// Anything that a lease may stand at.
    static func standing(_ random: inout SeededRandom) -> LeaseStanding {
        let advices: [Advice] = [.none, .other, .same, .wait]
        let limits: [AdviceLimit?] = [nil, .streamed, .attempts, .budget]
        let ends: [Lease.End] = [.released, .expired, .revoked]
        var standing = LeaseStanding(
            deadline: instant(&random), sequence: random.below(1 << 50),
            isFailing: random.below(2) == 0,
            verdict: Verdict(
                advice: advices[random.below(4)], limit: limits[random.below(4)],
                retryAfter: random.below(2) == 0
                    ? nil : Interval(nanoseconds: Int64(random.below(1 << 55)))))
        if random.below(3) == 0 {
            standing.ending = LeaseStanding.Ending(end: ends[random.below(3)], at: instant(&random))
        }
        return standing
    }

    private static func instant(_ random: inout SeededRandom) -> Instant {
        Instant(nanoseconds: random.next() >> 4)
    }
}
