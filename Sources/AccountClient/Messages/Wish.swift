import JSON
import Wire

/// What an account is wanted for: the parameters of a Select (PROTOCOL.md, section 4).
public struct Wish: Equatable, Sendable {
    /// The provider whose upstream is called, such as `claude`.
    public var provider: String
    /// The model that is asked for; without one only blocks of whole accounts count.
    public var model: String?
    /// The caller's affinity key: the same session gets the same account while it is able.
    public var session: String?
    /// How long to wait for an account, at most 120 s; zero answers at once.
    public var wait = Duration.zero
    /// How long the lease may live; `nil` is the daemon's usual time, one hour.
    public var timeToLive: Duration?
    /// Whether the lease lives without this client's connection, 30 s at a time; `renew` prolongs
    /// it.
    public var isDetached = false
    /// Whether the usage counters skip it.
    public var isInternal = false
    /// The one account that will do.
    public var account: String?
    /// Accounts that will not do.
    public var excluded: [String] = []
    /// Which attempt of the caller's request it is, from 1.
    public var attempt = 1
    /// The lease whose request this continues on the same account.
    public var retryOf: String?

    /// Wants any account of a provider that serves a model.
    public init(provider: String, model: String? = nil) {
        self.provider = provider
        self.model = model
    }

    /// Writes the parameters of a Select, or of an Explain of one, which has a page and no key.
    func write(
        _ writer: inout JSONWriter, key: String? = nil, page: AccountPage? = nil, timeout: Int
    ) {
        write(account, "account", &writer)
        write(page?.after, "after", &writer)
        if attempt != 1 { write(attempt, "attempt", &writer) }
        writer.context(timeout: timeout, key: key)
        if isDetached { write("detached", &writer) }
        if !excluded.isEmpty {
            writer.name("exclude")
            writer.beginArray()
            for account in excluded { writer.string(account) }
            writer.endArray()
        }
        if isInternal { write("internal", &writer) }
        if page != nil { write(AccountPage.limit, "limit", &writer) }
        write(model, "model", &writer)
        write(provider, "provider", &writer)
        write(retryOf, "retry_of", &writer)
        write(session, "session", &writer)
        if let timeToLive { write(timeToLive.wholeMilliseconds, "ttl_ms", &writer) }
        if wait > .zero { write(wait.wholeMilliseconds, "wait_ms", &writer) }
    }

    private func write(_ value: String?, _ name: String, _ writer: inout JSONWriter) {
        guard let value else { return }
        writer.name(name)
        writer.string(value)
    }

    private func write(_ value: Int, _ name: String, _ writer: inout JSONWriter) {
        writer.name(name)
        writer.integer(value)
    }

    private func write(_ name: String, _ writer: inout JSONWriter) {
        writer.name(name)
        writer.boolean(true)
    }
}

extension JSONWriter {
    /// Writes what every request carries: how long its caller listens, and the key under which it
    /// may be sent again.
    mutating func context(timeout: Int, key: String? = nil) {
        name("ctx")
        beginObject()
        if let key {
            name("idempotency_key")
            string(key)
        }
        name("timeout_ms")
        integer(timeout)
        endObject()
    }
}

extension Duration {
    /// The time in milliseconds, rounded up, so that nothing comes too early; clamped to 2⁵³.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard abs(seconds) < 1 << 43 else { return seconds < 0 ? -(1 << 53) : 1 << 53 }
        let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
        return Int(seconds) * 1000 + Int(whole) + (rest > 0 ? 1 : 0)
    }
}
