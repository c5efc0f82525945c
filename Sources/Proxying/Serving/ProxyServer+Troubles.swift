import AccountClient
import Kernel

extension ProxyServer {
    /// Asks the daemon whether it serves, and notes when it cannot be asked.
    @discardableResult
    package func probe() async -> Bool {
        do throws(ClientError) {
            let isServing = try await client.health()
            noteEnd(.daemon)
            return isServing
        } catch {
            note(error)
            return false
        }
    }

    /// Notes why the daemon did not answer; what it refuses of one request is no trouble.
    func note(_ error: ClientError) {
        switch error {
        case .unavailable, .notPermitted, .protocolViolation: note(.daemon, error.description)
        case .refused(let refusal):
            // No request is heard by a daemon of another version.
            if refusal.reason == "PROTOCOL_MAJOR" { note(.daemon, error.description) }
        case .allBlocked: noteEnd(.daemon)
        case .requestTooLarge, .cancelled, .closed: break
        }
    }

    /// Notes what the daemon said when it was asked for an account of a route.
    func note(_ error: ClientError, _ route: Route) {
        note(error)
        let provider = TroubleLog.Subject.provider(route.provider, route: route.prefix)
        if case .allBlocked = error { noteEnd(provider) }
        guard case .refused(let refusal) = error, refusal.reason == "UNKNOWN_PROVIDER" else {
            return
        }
        note(provider, "accountd has no account of \(route.provider)")
    }

    /// Notes that an account is lent: the daemon's, or the route's own while there is no daemon.
    func note(_ lease: borrowing HeldLease, _ route: Route) {
        if lease.id.isEmpty {
            guard !troubles.stands(.daemon), !isProbing else { return }
            isProbing = true
            Task {
                await probe()
                isProbing = false
            }
        } else if !troubles.isQuiet {
            noteEnd(.daemon)
            noteEnd(.provider(route.provider, route: route.prefix))
        }
    }

    /// Notes whether an upstream could be reached, by the first that came of a request.
    func note(_ first: UpstreamEvent, of request: UpstreamRequest) {
        switch first {
        case .broken(.unreachable(let why)): note(.upstream(request.origin), why)
        case .broken: break
        case .head, .bytes, .end: if !troubles.isQuiet { noteEnd(.upstream(request.origin)) }
        }
    }

    private func note(_ subject: TroubleLog.Subject, _ trouble: String) {
        if let line = troubles.begin(subject, trouble, now: Clock.sinceBoot) { log(line) }
    }

    private func noteEnd(_ subject: TroubleLog.Subject) {
        if let line = troubles.end(subject, now: Clock.sinceBoot) { log(line) }
    }
}
