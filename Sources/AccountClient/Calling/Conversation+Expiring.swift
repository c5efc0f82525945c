extension Conversation {
    /// Remembers when a call expires.
    mutating func note(expiry: UInt64, of call: Int) {
        expiring.append(call)
        soonestExpiry = min(soonestExpiry, expiry)
    }

    /// Settles the calls that have expired.
    ///
    /// One that was sent keeps its place in flight until it is answered: the daemon has not been
    /// asked to forget it, and a slow one is not asked for more at a time. Its connection stays.
    mutating func expire(now: UInt64) {
        var later: [Int] = []
        soonestExpiry = .max
        for number in expiring {
            guard let call = calls[number], !call.isAbandoned, let expiry = call.request.expiry
            else { continue }
            guard now >= expiry else {
                later.append(number)
                soonestExpiry = min(soonestExpiry, expiry)
                continue
            }
            settle(number, .failure(ClientError(.timedOut(path))))
            if case .inFlight = call.state {
                calls[number]?.isAbandoned = true
            } else {
                calls[number] = nil
            }
        }
        expiring = later
    }
}
