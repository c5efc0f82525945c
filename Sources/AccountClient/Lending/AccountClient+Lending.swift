extension AccountClient {
    /// Leases an account to a body, reports what became of it, gives it back, and goes on as the
    /// daemon says: with another account, with the same, or not at all.
    ///
    /// The body calls the upstream with the lease's headers and returns what its caller gets. What
    /// the upstream refused it throws as ``UpstreamFailure``: then it may be called again with
    /// another lease, at most as often as there are accounts and never more than three times, and
    /// never after ``HeldLease/markStreaming()``. Any other error ends the request; the daemon
    /// is told that the caller gave up, which costs the account nothing.
    ///
    /// However the body ends, its lease is reported and given back once. When the task is cancelled
    /// this is done without waiting for the daemon.
    ///
    /// - Parameters:
    ///   - provider: whose upstream is called, such as `claude`.
    ///   - model: the model that is asked for.
    ///   - session: the caller's affinity key.
    ///   - patience: how long to wait when all accounts are blocked or busy.
    ///   - need: whether the caller's own account may do when there is no daemon.
    ///   - body: the call of the upstream; it runs where the caller runs.
    /// - Returns: what the body returned.
    /// - Throws: why there is no value; ``AccountError/upstream(_:)`` holds what the upstream said.
    public nonisolated func withAccount<Value, Failure: Error>(
        provider: String, model: String? = nil, session: String? = nil,
        patience: Duration = .seconds(30), need: DaemonNeed = .required,
        _ body: (inout HeldLease) async throws(Failure) -> Value
    ) async throws(AccountError<Failure>) -> Value {
        var wish = Wish(provider: provider, model: model)
        wish.session = session
        return try await withAccount(wish, patience: patience, need: need, body)
    }

    /// Leases an account for a wish to a body; the wish's own `wait` counts as nothing here.
    ///
    /// - Parameters:
    ///   - wish: what the account is wanted for.
    ///   - patience: how long to wait when all accounts are blocked or busy.
    ///   - need: whether the caller's own account may do when there is no daemon.
    ///   - body: the call of the upstream; it runs where the caller runs.
    /// - Returns: what the body returned.
    /// - Throws: why there is no value; ``AccountError/upstream(_:)`` holds what the upstream said.
    public nonisolated func withAccount<Value, Failure: Error>(
        _ wish: Wish, patience: Duration = .seconds(30), need: DaemonNeed = .required,
        _ body: (inout HeldLease) async throws(Failure) -> Value
    ) async throws(AccountError<Failure>) -> Value {
        var attempts = Attempts(wish, patience: patience)
        var failure: UpstreamFailure?
        while true {
            let lease: HeldLease
            do throws(ClientError) {
                lease = try await select(attempts.wish)
            } catch {
                // What an upstream said is worth more than why there is no second account.
                if let failure, error != .cancelled { throw .upstream(failure) }
                guard error.isUnreachable, case .optional(let own) = need else {
                    throw AccountError(error)
                }
                return try await lend(own, wish, body)
            }
            let (id, account, poolSize) = (lease.id, lease.accountID, lease.poolSize)
            switch await lend(lease, body) {
            case .value(let value): return value
            case .unused: throw .cancelled
            case .failed(let error): throw .body(error)
            case .upstream(let failed, let isFinal):
                guard !isFinal, let verdict = failed.verdict,
                    attempts.goesOn(after: verdict, of: id, account: account, poolSize: poolSize)
                else { throw .upstream(failed) }
                failure = failed
            }
        }
    }

    /// Lends a lease to a body once, and gives it back: the only place that does.
    private nonisolated func lend<Value, Failure: Error>(
        _ granted: consuming HeldLease,
        _ body: (inout HeldLease) async throws(Failure) -> Value
    ) async -> Use<Value, Failure> {
        var lease = granted
        guard !Task.isCancelled else {
            _ = await perform(.release(lease.id, timeout: timeout))
            return .unused
        }
        do throws(Failure) {
            let value = try await body(&lease)
            _ = await giveBack(&lease, lease.success)
            return .value(value)
        } catch {
            let failure = error as? UpstreamFailure
            let verdict = await giveBack(&lease, lease.report(on: failure))
            guard var failure else { return .failed(error) }
            failure.verdict = verdict
            return .upstream(failure, isFinal: lease.isStreaming)
        }
    }

    /// Lends the caller's own account to a body; there is nobody to report to.
    private nonisolated func lend<Value, Failure: Error>(
        _ own: OwnAccount, _ wish: Wish,
        _ body: (inout HeldLease) async throws(Failure) -> Value
    ) async throws(AccountError<Failure>) -> Value {
        var lease = HeldLease(own, wish)
        do throws(Failure) {
            return try await body(&lease)
        } catch {
            if let failure = error as? UpstreamFailure { throw .upstream(failure) }
            throw .body(error)
        }
    }

    /// Reports and releases in one request. Its failure must not cost the caller the upstream's
    /// answer; what cannot be delivered now is kept for the next connection.
    private nonisolated func giveBack(
        _ lease: inout HeldLease, _ report: Report
    ) async -> Verdict? {
        let request = Request.markResult(
            report, lease: lease.id, sequence: lease.nextReport(), gives: true, timeout: timeout)
        guard case .success(let result) = await perform(request) else { return nil }
        return Verdict(result)
    }
}

/// How a body used its lease.
private enum Use<Value, Failure: Error> {
    /// It came to its end.
    case value(Value)
    /// The task was cancelled before it began.
    case unused
    /// The upstream failed; final when the caller has seen a part of the answer.
    case upstream(UpstreamFailure, isFinal: Bool)
    /// It threw something else.
    case failed(Failure)
}
