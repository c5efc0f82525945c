import JSON

/// Something that happened in the pool, as the daemon tells it.
package struct PoolEvent: Equatable {
    /// Its number; each is one more than that of the event before.
    let number: Int64
    /// When it was: RFC 3339, UTC.
    let at: String
    /// What it was, a word of the protocol.
    let kind: String
    let account, provider, model, status, reason, rule, window, lease: String?
    let user, upstreamStatus, count: Int64?
    /// How long it blocks, in milliseconds; −1 until somebody acts.
    let blocked: Int64?
    /// All that the daemon told of it, as canonical JSON.
    let json: [UInt8]

    /// Reads an event; a number is what an event of the ring has, and a cause may lack.
    init?(_ value: JSONValue) {
        guard value.members != nil else { return nil }
        let text = { (name: String) in value[name]?.string }
        let number = { (name: String) in value[name]?.integer }
        self.number = number("seq") ?? 0
        (at, kind) = (text("at") ?? "", text("kind") ?? "")
        (account, provider) = (text("account_id"), text("provider"))
        // A cause names the pattern of models that it concerns.
        model = text("model") ?? text("models")
        (status, reason, rule) = (text("status"), text("reason"), text("rule"))
        (window, lease) = (text("window"), text("lease_id"))
        (user, upstreamStatus) = (number("uid"), number("upstream_status"))
        (count, blocked) = (number("count"), number("blocked_ms"))
        json = value.encoded()
    }
}

/// The answer to Events.
package struct EventPage: Equatable {
    /// The events, the oldest first.
    package let events: [PoolEvent]
    /// The number of the newest event of all.
    let last: Int64

    /// Reads a result.
    package init(_ result: [UInt8]) throws(CommandFault) {
        let answer = try JSONValue.answer(result, to: "Events")
        guard let events = answer["events"]?.array, let last = answer["last_seq"]?.integer else {
            throw .foreign("Events")
        }
        self.events = events.compactMap(PoolEvent.init)
        self.last = last
    }
}
