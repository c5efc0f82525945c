package import JSON

/// One thing that has happened to the pool, as an operator or a watcher is told of it.
///
/// What is `nil` is left out.
package struct EventReply: Sendable {
    /// Its number: higher than that of every event before, in one life of the daemon.
    package var seq: UInt64
    /// When it was: RFC 3339, UTC.
    package var at: String
    /// What it was: one of a closed list of words.
    package var kind: String
    /// The account that it is about.
    package var accountID: String?
    /// How long what it opens lasts, in milliseconds; −1 until someone acts.
    package var blocked: Int64?
    /// How many like it this one stands for.
    package var count: Int?
    /// The lease that it is about, or whose report it was.
    package var lease: LeaseName?
    /// The model, or the pattern of models, that it is about.
    package var model: String?
    /// The provider that it is about.
    package var provider: String?
    /// Why it was.
    package var reason: String?
    /// The rule that found it.
    package var rule: String?
    /// How what it is about stands since.
    package var status: String?
    /// The user whose lease or act it was.
    package var uid: UInt32?
    /// What the upstream's answer had for a status.
    package var upstreamStatus: Int?
    /// The quota window that it is about.
    package var window: String?

    /// Names an event; what else is known of it is set afterwards.
    package init(seq: UInt64, at: String, kind: String) {
        self.seq = seq
        self.at = at
        self.kind = kind
    }

    /// Writes the event.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("account_id", accountID)
        writer.member("at", at)
        writer.member("blocked_ms", blocked)
        writer.member("count", count)
        writer.member("kind", kind)
        writer.member("lease_id", lease?.text)
        writer.member("model", model)
        writer.member("provider", provider)
        writer.member("reason", reason)
        writer.member("rule", rule)
        writer.member("seq", seq)
        writer.member("status", status)
        writer.member("uid", uid)
        writer.member("upstream_status", upstreamStatus)
        writer.member("window", window)
        writer.endObject()
    }
}
