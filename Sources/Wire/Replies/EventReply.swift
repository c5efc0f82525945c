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
        Self.write("account_id", accountID, &writer)
        writer.name("at")
        writer.string(at)
        Self.write("blocked_ms", blocked, &writer)
        Self.write("count", count, &writer)
        writer.name("kind")
        writer.string(kind)
        Self.write("lease_id", lease?.text, &writer)
        Self.write("model", model, &writer)
        Self.write("provider", provider, &writer)
        Self.write("reason", reason, &writer)
        Self.write("rule", rule, &writer)
        writer.name("seq")
        writer.integer(seq)
        Self.write("status", status, &writer)
        Self.write("uid", uid, &writer)
        Self.write("upstream_status", upstreamStatus, &writer)
        Self.write("window", window, &writer)
        writer.endObject()
    }

    private static func write(_ name: String, _ text: String?, _ writer: inout JSONWriter) {
        guard let text else { return }
        writer.name(name)
        writer.string(text)
    }

    private static func write(
        _ name: String, _ number: (some BinaryInteger)?, _ writer: inout JSONWriter
    ) {
        guard let number else { return }
        writer.name(name)
        writer.integer(number)
    }
}
