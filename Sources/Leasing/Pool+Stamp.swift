/// Tells two moments of a pool apart: as long as it is the same, so is every summary.
///
/// Put together from numbers that the pool keeps anyway, so that it costs nothing until it is
/// asked for. Two that differ say only that a summary may.
package struct PoolStamp: Hashable, Sendable {
    /// Leases that were ever granted.
    private let fence: UInt64
    /// With the one above: leases that have ended.
    private let liveLeases: Int
    /// Requests that have ever waited, and those that do.
    private let waiterSerial: UInt64
    private let waiters: Int
    /// How often it was derived anew what the records of an account mean.
    private let refilings: UInt64

    fileprivate init(_ pool: borrowing Pool) {
        fence = pool.nextFence
        liveLeases = pool.leases.liveCount
        waiterSerial = pool.waiters.nextSerial
        waiters = pool.waiters.count
        refilings = pool.refilings
    }
}

extension Pool {
    /// Tells whether anything that a summary shows may have changed.
    package var stamp: PoolStamp { PoolStamp(self) }
}
