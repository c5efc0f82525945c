import JSON
import Leasing
import Serving
import Wire

/// What must hold when nothing is left to be done.
extension Player {
    func check() {
        for client in clients { check(client) }
        checkLeases()
        checkWaiters()
        Law.require(service.load.connections == crowd.count, "connections are miscounted")
    }

    private func check(_ client: Client) {
        let standing = service.standing(of: client.id)
        Law.require(!standing.isDone, "a connection that is done stays open")
        Law.require(!standing.hasOutput || client.isAwaitingRoom, "nobody sends an answer")
        checkUnsent(client.unsentBytes, client)
        guard client.goaway == nil, !client.isDeaf else { return }
        let isWanted = standing.wantsInput
        if !isWanted { client.pausedAt = now.instant }
        if isWanted || (client.hasEnded && client.unsentBytes < 65_536) {
            Law.require(client.end == nil, "a connection is not ended that must be")
            Law.require(client.refusals == 0, "a frame was not refused")
            Law.require(!client.hasTwins, "an id is in flight twice")
            client.wasRead(now: now.instant)
            for lease in client.requests.compactMap(\.continued) { ledger.mention(lease) }
        }
        for request in client.requests {
            let isDue = request.deadline.map { $0 <= now.instant } ?? false
            Law.require(!isDue, "a request waits past its deadline")
        }
        if isWanted { checkPartialFrame(of: client) }
    }

    private func checkUnsent(_ unsent: Int, _ client: Client) {
        Law.require(unsent < 1 << 20, "a connection has too much unsent and is not closed")
        guard unsent >= 1 << 18, client.goaway == nil else {
            client.slowSince = nil
            return
        }
        let since = client.slowSince ?? now.instant
        client.slowSince = since
        Law.require(now.instant - since < .seconds(10), "a slow reader is not closed")
    }

    private func checkPartialFrame(of client: Client) {
        guard let since = client.partialSince, client.pausedAt.map({ $0 < since }) ?? true else {
            return
        }
        Law.require(now.instant - since < .seconds(5), "an incomplete frame is waited for")
    }

    /// What a client may be left with when its connection closes.
    func checkClosing(of client: Client) {
        guard !client.isDeaf, client.goaway == nil else { return }
        if client.hasEnded {
            Law.require(client.requests.isEmpty, "a connection closes before all is answered")
            Law.require(client.refusals == 0, "a connection closes before all is refused")
        } else {
            // What was dropped with a slow reader's answers nobody knows.
            Law.require(client.window != Int.max, "a client is given up that reads its answers")
            ledger.untold += client.requests.count { $0.select != nil }
        }
    }

    private func checkLeases() {
        let known = ledger.count(now: now.instant)
        let bounds = known.lowerBound...(known.upperBound + ledger.untold)
        Law.require(bounds.contains(service.load.leases), "leases are miscounted")
        Law.require(service.load.leases <= 8192, "there are too many leases")
        for uid in Pools.users {
            let count = ledger.count(now: now.instant) { $0.uid == uid }.lowerBound
            Law.require(count <= 2048, "a user has too many leases")
        }
    }

    private func checkWaiters() {
        var (alone, all) = (0, 0)
        var users: [UInt32: Int] = [:]
        for client in clients where client.goaway == nil && !client.isDeaf {
            let waiting = client.requests.filter { $0.deadline != nil }
            let own = waiting.count { $0.select != nil && !$0.isShared }
            Law.require(waiting.count <= 128, "a connection has too much in flight")
            users[client.uid, default: 0] += own
            alone += own
            all += client.requests.count
        }
        Law.require(users.values.allSatisfy { $0 <= 256 }, "a user has too many who wait")
        Law.require(alone <= service.load.waiters, "a request waits for nothing")
        let isHeard = clients.allSatisfy { !$0.isDeaf && $0.goaway == nil }
        Law.require(!isHeard || service.load.waiters <= all, "somebody waits without a request")
    }

    /// An account carries what the inventory allows, as far as its clients know, and what is
    /// granted again has been granted.
    func checkGrants() {
        for account in granted {
            let count = ledger.count(now: now.instant) { $0.account == account }.lowerBound
            Law.require(count <= places[account, default: 0], "an account carries too much")
        }
        for name in replayed {
            let isKnown = ledger[name] != nil || ledger.untold > 0
            Law.require(isKnown, "a lease is granted again that is none")
        }
        granted = []
        replayed = []
    }

    /// A login's number always means the same login.
    func checkCredential(_ credential: JSONValue, of account: String, known: Int?) {
        guard let generation = credential["generation"]?.integer else {
            fatalError("a credential has no generation")
        }
        let name = "\(account) \(generation)"
        guard let secret = credential["secret"]?.string else {
            Law.require(credential["unchanged"]?.boolean == true, "a credential lacks its secret")
            return Law.require(Int(generation) == known, "a client is told to use what it lacks")
        }
        Law.require(secrets[name] ?? secret == secret, "a generation is of two logins")
        secrets[name] = secret
    }

    /// Lets the operator ask how the pool stands.
    func audit() {
        guard let auditor, clients.contains(where: { $0 === auditor }) else { return }
        let text = #"{"jsonrpc":"2.0","id":1,"method":"Summary","params":{"accounts":true}}"#
        auditor.outbox += Self.frame(Array(text.utf8))
        settle()
    }

    /// The operator's numbers are those of the clients, and agree with each other.
    func checkSummary(_ summary: JSONValue) {
        guard let accounts = summary["accounts"]?.array, let providers = summary["providers"]?.array
        else { fatalError("a summary lacks a member") }
        var uses: [String: Int] = [:]
        for account in accounts {
            let (id, use) = (account["account_id"]?.string ?? "", number("in_use", account))
            uses[account["provider"]?.string ?? "", default: 0] += use
            let known = ledger.count(now: now.instant) { $0.account == id }
            let bounds = known.lowerBound...(known.upperBound + ledger.untold)
            Law.require(bounds.contains(use), "the leases of an account are miscounted")
            Law.require(
                number("max_in_flight", account) == places[id], "an account has other places")
        }
        for provider in providers {
            let counts = provider["blocked"]?.members ?? []
            let blocked = counts.reduce(0) { $0 + Int($1.value.integer ?? 0) }
            let total = number("total", provider)
            Law.require(number("eligible", provider) + blocked == total, "accounts are miscounted")
            let use = uses[provider["provider"]?.string ?? "", default: 0]
            Law.require(number("in_use", provider) == use, "a provider's leases are miscounted")
        }
        let waiters = providers.reduce(0) { $0 + number("waiters", $1) }
        Law.require(waiters == service.load.waiters, "those who wait are miscounted")
    }

    private func number(_ name: String, _ object: JSONValue) -> Int {
        guard let integer = object[name]?.integer else { fatalError("a number is missing") }
        return Int(integer)
    }
}
