/// The bounds of what callers and upstreams may cost.
package struct ProxyLimits: Sendable {
    /// Bytes of a request's content: a model's longest context with pictures.
    package var bodyBytes = 33_554_432
    /// Bytes that a caller may be behind: the upstream cannot be asked to wait, and what a caller
    /// does not take lies in memory.
    package var behindBytes = 4_194_304
    /// Bytes of an upstream's error that are kept until it is known who gets it.
    package var errorBytes = 1_048_576
    /// Bytes of a first event that are kept until it is whole.
    package var firstEventBytes = 65_536
    /// Connections of callers at once: each takes one descriptor, and another to its upstream.
    package var connections = 4096
    /// Bytes that are read of one connection in one turn.
    package var turnBytes = 65_536
    /// Bytes of pipelined requests that wait behind the one that is served.
    package var pipelinedBytes = 65_536
    /// How long a caller may pause within a request, or between two, in nanoseconds.
    package var pause: UInt64 = 75_000_000_000
    /// How long a caller may take nothing while there is something for it, in nanoseconds.
    package var stall: UInt64 = 60_000_000_000
    /// How long what a refused caller still sends is read, in nanoseconds: closed at once, the
    /// connection would be reset and the refusal lost (RFC 9112, section 9.6).
    package var linger: UInt64 = 2_000_000_000
    /// How often the times above are looked at, in nanoseconds.
    package var check: UInt64 = 1_000_000_000
    /// How long a request waits for an account.
    package var patience = Duration.seconds(30)
    /// How long requests may go on when the proxy is told to end, in nanoseconds.
    package var drain: UInt64 = 30_000_000_000

    /// The bounds of a proxy; each can be changed.
    package init() {}
}
