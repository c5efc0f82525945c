package import Wire

/// A request as it is kept until it is answered, so that it can be sent again word for word.
package struct Request: Sendable {
    /// What is asked.
    package let method: Method
    /// The canonical text of its parameters, its `ctx` with what makes it repeatable included.
    package let params: [UInt8]
    /// How long the daemon may take, in nanoseconds.
    package let timeout: UInt64
    /// The lease that it gives back: then it goes before others, and is never taken back.
    package let endedLease: String?
    /// When its answer is worth nothing any longer, in nanoseconds of the conversation's clock;
    /// `nil` when the caller waits as long as it takes. What expires is sent once, and costs none
    /// of the tokens of `Retry`.
    package let expiry: UInt64?

    /// Keeps a request.
    package init(
        _ method: Method, params: [UInt8], timeout: UInt64, ending lease: String? = nil,
        expiry: UInt64? = nil
    ) {
        self.method = method
        self.params = params
        self.timeout = timeout
        endedLease = lease
        self.expiry = expiry
    }

    /// Whether it gives a lease back.
    package var givesBack: Bool { endedLease != nil }

    /// The bytes of a frame around the parameters, at most.
    private static let envelope = 128

    /// Whether a frame holds it.
    package var fits: Bool { params.count + Self.envelope <= WireLimits.requestBytes }
}

/// A request and where it stands.
struct Call {
    /// Where a request stands.
    enum State {
        /// It goes out as soon as there is a connection with room. To `inFlight`, `delayed`.
        case queued
        /// It failed and is tried again at this time. To `queued`.
        case delayed(until: UInt64)
        /// It was sent under this id, and the daemon is gone at this time. To its end, `delayed`,
        /// `dormant`.
        case inFlight(id: Int64, deadline: UInt64)
        /// Nobody waits for it and no attempt is left, but it may have leased an account, or gives
        /// one back: it goes out with the next connection, if that comes before this time. To
        /// `queued`.
        case dormant(until: UInt64)
    }

    let request: Request
    var state = State.queued
    /// Attempts that failed.
    var failures = 0
    /// Whether nobody waits for the answer.
    var isAbandoned: Bool
    /// Whether it may have been executed by a daemon whose answer was lost.
    var mayHaveRun = false
    /// When it is forgotten at the latest, once it has been dormant.
    var end: UInt64?

    /// Whether somebody's lease depends on it even when nobody waits for its answer.
    var isOwed: Bool { request.givesBack || (request.method == .select && mayHaveRun) }
}
