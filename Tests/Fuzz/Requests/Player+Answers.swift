import JSON
import Leasing
import Serving
import Wire

extension Player {
    /// Takes in one frame that was written to a client.
    func hear(_ frame: [UInt8], _ client: Client) {
        Trace.note("\(client.id.slot) <- \(String(decoding: frame.prefix(400), as: UTF8.self))")
        Law.require(client.goaway == nil, "something is written behind the last frame")
        guard let message = try? JSONValue.parse(frame) else { fatalError("a frame is not JSON") }
        Law.require(message.encoded() == frame, "a frame is not canonical")
        Law.require(message["jsonrpc"]?.string == "2.0", "a frame does not name its version")
        if let method = message["method"]?.string {
            return hear(notification: method, message, client)
        }
        guard let id = message["id"] else { fatalError("an answer has no id") }
        Law.require(
            (message["error"] == nil) != (message["result"] == nil), "an answer is not one of two")
        if id.isNull { return client.refused() }
        let request = client.answered(Self.requestID(id))
        if let lease = request.continued { ledger.mention(lease) }
        guard let result = message["result"] else { return }
        hear(result, of: request, client)
    }

    private static func requestID(_ id: JSONValue) -> RequestID {
        if let text = id.string { return .text(text) }
        guard let integer = id.integer else { fatalError("an answer has no such id") }
        return .integer(integer)
    }

    private func hear(notification method: String, _ message: JSONValue, _ client: Client) {
        if method == "$/lease_revoked", let name = message["params"]?["lease_id"]?.string {
            return ledger.end(name, now: now.instant)
        }
        if method == "$/event", let params = message["params"], let id = params["id"],
            let seq = params["seq"]?.integer
        {
            return client.told(Self.requestID(id), seq: seq)
        }
        Law.require(method == "$/goaway", "an unknown notification")
        let reason = message["params"]?["reason"]?.string ?? ""
        Law.require(isRight(reason, for: client), "a connection is ended without a reason")
        client.ended(because: reason)
    }

    private func isRight(_ reason: String, for client: Client) -> Bool {
        switch reason {
        case "FRAME_TIMEOUT": client.partialSince.map { now.instant - $0 >= .seconds(5) } ?? false
        case "DUPLICATE_ID": client.hasTwins
        case "DRAINING": hasClosed
        default: reason == client.end?.rawValue
        }
    }

    private func hear(_ result: JSONValue, of request: Client.Request, _ client: Client) {
        switch request.content {
        case .select(let select): hearGrant(result, select, request, client)
        case .markResult(let lease): hearVerdict(result, lease, client)
        case .renew(let lease): confirm(lease, client, until: deadline(of: result))
        case .release(let lease): end(lease)
        case .hello(let instance): join(instance, result, request, client)
        case .summary: if client === auditor { checkSummary(result) }
        case .watch: fatalError("a watch has a result")
        case .other: break
        }
    }

    private func hearGrant(
        _ result: JSONValue, _ select: SelectRequest, _ request: Client.Request, _ client: Client
    ) {
        guard let lease = result["lease"], let name = lease["lease_id"]?.string,
            let account = lease["account_id"]?.string, let credential = result["credential"],
            let isReplayed = result["replayed"]?.boolean,
            let isDetached = lease["detached"]?.boolean
        else { fatalError("a grant lacks a member") }
        checkCredential(credential, of: account, known: select.knownGenerations[account])
        let end = deadline(of: lease)
        if isReplayed {
            if end > now.instant { replayed.insert(name) }
            return ledger.confirm(name, by: client.holder, until: end)
        }
        // With a key the lease may be that of another connection, which asked first.
        let holder = request.isShared || isDetached ? nil : request.holder ?? client.holder
        let entry = Ledger.Entry(
            account: account, uid: client.uid, isDetached: isDetached, holder: holder,
            deadline: end)
        ledger.grant(name, entry)
        granted.insert(account)
    }

    private func deadline(of lease: JSONValue) -> Instant {
        guard let milliseconds = lease["expires_in_ms"]?.integer else {
            fatalError("a lease does not say when it ends")
        }
        return now.instant + .milliseconds(milliseconds)
    }

    private func hearVerdict(_ result: JSONValue, _ lease: LeaseName?, _ client: Client) {
        if result["lease_state"]?.string == "active" {
            confirm(lease, client, until: nil)
        } else {
            end(lease)
        }
    }

    private func confirm(_ lease: LeaseName?, _ client: Client, until end: Instant?) {
        if let lease { ledger.confirm(lease.text, by: client.holder, until: end) }
    }

    private func end(_ lease: LeaseName?) {
        if let lease { ledger.end(lease.text, now: now.instant) }
    }

    /// A connection becomes one of an instance's, and takes along what it has, unless that is
    /// others' too.
    private func join(
        _ instance: String?, _ result: JSONValue, _ request: Client.Request, _ client: Client
    ) {
        client.settleHolders(before: request.number)
        guard let instance else { return }
        let (former, uid) = (client.holder, client.uid)
        let name = Holders.Name(uid: uid, instance: instance)
        let holder = holders.join(name) { holder in
            ledger.count(now: now.instant) { $0.holder == holder }.upperBound > 0
        }
        ledger.resume(holder, uid: uid, now: now.instant)
        if former != holder, holders.connections(of: former) == 1 {
            ledger.move(from: former, to: holder, uid: uid, now: now.instant)
            for other in clients { other.moveRequests(from: former, to: holder) }
        }
        _ = holders.leave(former)
        client.holder = holder
    }
}
