import Leasing

extension Oracle {
    /// The daemon was killed, and another one started on what is left.
    ///
    /// Nobody is connected and nothing waits. The leases hold their slots, and their holders have
    /// some seconds to come back; what was learnt of the accounts stands. Retries are counted anew.
    package mutating func restart() {
        for line in lines.indices where !lines[line].isGone {
            lines[line].isGone = true
            lines[line].open = []
            lines[line].partialSince = nil
        }
        holders.loseConnections()
        for lease in live where leases[lease].holder != nil {
            leases[lease].state = .orphaned(until: now + Limits.restartGrace)
        }
        for lease in live where place(of: leases[lease].account) == nil {
            end(lease, .revoked, at: now)
        }
        (retries, successes) = ([:], [:])
        isBehind = false
    }
}
