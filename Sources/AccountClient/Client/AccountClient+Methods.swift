import Wire

extension AccountClient {
    /// Leases an account (PROTOCOL.md, section 4).
    ///
    /// ``withAccount(_:patience:need:_:)`` does it with all that belongs to it; who selects by hand
    /// gives back by hand.
    ///
    /// - Parameter wish: what the account is wanted for, and how long to wait for one.
    /// - Throws: ``ClientError/allBlocked(_:)`` when no account is able.
    public func select(_ wish: Wish) async throws(ClientError) -> HeldLease {
        // A lease that ended before its lost answer could be fetched again makes way for another.
        for _ in 1..<Retry.attempts {
            do throws(ClientError) {
                return try await selectOnce(wish)
            } catch {
                guard case .refused(let refusal) = error,
                    refusal.known == .idempotentResultGone
                else { throw error }
            }
        }
        return try await selectOnce(wish)
    }

    private func selectOnce(_ wish: Wish) async throws(ClientError) -> HeldLease {
        let request = Request.select(wish, key: nextKey(), timeout: timeout)
        let result = try await perform(request).get()
        guard let answer = SelectAnswer(result) else { throw Self.strange(.select) }
        return HeldLease(answer, wish)
    }

    /// Reports what the upstream answered, and keeps the lease.
    ///
    /// - Returns: what the daemon makes of it. With ``Verdict/Retry/same`` the lease has ended.
    public func markResult(
        _ report: Report, of lease: inout HeldLease
    ) async throws(ClientError) -> Verdict {
        try await markResult(
            .markResult(
                report, lease: lease.id, sequence: lease.nextReport(), gives: false,
                timeout: timeout))
    }

    /// Reports what the upstream answered, and gives the lease back.
    ///
    /// - Returns: what the daemon makes of it.
    public func markResult(
        _ report: Report, releasing lease: consuming HeldLease
    ) async throws(ClientError) -> Verdict {
        let sequence = lease.nextReport()
        return try await markResult(
            .markResult(
                report, lease: lease.id, sequence: sequence, gives: true, timeout: timeout))
    }

    private func markResult(_ request: Request) async throws(ClientError) -> Verdict {
        guard let verdict = Verdict(try await perform(request).get()) else {
            throw Self.strange(.markResult)
        }
        return verdict
    }

    /// Gives a lease back without a report.
    ///
    /// When it throws, the release is still delivered as soon as a daemon can be reached.
    public func release(_ lease: consuming HeldLease) async throws(ClientError) {
        _ = try await perform(.release(lease.id, timeout: timeout)).get()
    }

    /// Prolongs a lease.
    ///
    /// - Parameters:
    ///   - lease: the lease.
    ///   - timeToLive: how long it is to live from now on; `nil` is the daemon's usual time.
    /// - Returns: how long it lives.
    public func renew(
        _ lease: borrowing HeldLease, timeToLive: Duration? = nil
    ) async throws(ClientError) -> LeaseTimes {
        let request = Request.renew(lease.id, timeToLive: timeToLive, timeout: timeout)
        guard let times = LeaseTimes(try await perform(request).get()) else {
            throw Self.strange(.renew)
        }
        return times
    }

    /// How the pool stands.
    ///
    /// - Parameters:
    ///   - provider: of this provider only.
    ///   - model: counted as a request for this model would.
    public func summary(
        provider: String? = nil, model: String? = nil
    ) async throws(ClientError) -> PoolSummary {
        let request = Request.summary(provider: provider, model: model, timeout: timeout)
        guard let summary = PoolSummary(try await perform(request).get()) else {
            throw Self.strange(.summary)
        }
        return summary
    }

    /// Whether the daemon serves.
    public func health() async throws(ClientError) -> Bool {
        let result = try await perform(.health(timeout: timeout)).get()
        guard let isServing = Health.isServing(result) else { throw Self.strange(.health) }
        return isServing
    }

    private static func strange(_ method: Method) -> ClientError {
        .protocolViolation("the daemon's answer to \(method.rawValue) is not the protocol's")
    }
}
