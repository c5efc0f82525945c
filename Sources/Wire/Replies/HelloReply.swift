package import JSON

/// What the daemon says of itself.
package struct HelloReply: Sendable {
    /// Tells one life of the daemon from the next.
    package var epoch: String
    /// How many leases the named instance has taken back.
    package var resumedLeases: Int
    /// The daemon's version.
    package var serverVersion: String
    /// Whether it serves: `SERVING` or `NOT_SERVING`.
    package var state: String

    /// Puts an answer together.
    package init(epoch: String, resumedLeases: Int, serverVersion: String, state: String) {
        self.epoch = epoch
        self.resumedLeases = resumedLeases
        self.serverVersion = serverVersion
        self.state = state
    }

    /// The protocol that is spoken.
    package static let version = "1"

    /// The limits that a client is told, by their names in `proto-spec/limits.json`.
    package static let limits: [(name: String, value: Int)] = [
        ("frame_timeout_ms", WireLimits.frameTimeoutMilliseconds),
        ("max_body_bytes", WireLimits.bodyBytes),
        ("max_connections", WireLimits.connections),
        ("max_connections_per_uid", WireLimits.connectionsPerUser),
        ("max_in_flight", WireLimits.inFlight),
        ("max_keeper_connections", WireLimits.operatorConnections),
        ("max_keeper_request_bytes", WireLimits.keeperRequestBytes),
        ("max_leases", WireLimits.leases),
        ("max_leases_per_uid", WireLimits.leasesPerUser),
        ("max_ops_connections", WireLimits.operatorConnections),
        ("max_request_bytes", WireLimits.requestBytes),
        ("max_response_bytes", WireLimits.responseBytes),
        ("max_timeout_ms", WireLimits.timeoutMilliseconds.upperBound),
        ("max_ttl_ms", WireLimits.longestTermMilliseconds),
        ("max_unsent_bytes", WireLimits.unsentBytes),
        ("max_wait_ms", WireLimits.waitMilliseconds),
        ("max_waiters", WireLimits.waiters),
        ("max_waiters_per_uid", WireLimits.waitersPerUser),
        ("max_watches", WireLimits.watches),
        ("min_ttl_ms", WireLimits.shortestTermMilliseconds),
        ("slow_reader_bytes", WireLimits.slowReaderBytes),
        ("slow_reader_ms", WireLimits.slowReaderMilliseconds),
    ]

    /// Writes the `result` of a Hello.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("epoch")
        writer.string(epoch)
        writer.name("limits")
        writer.beginObject()
        for (name, value) in Self.limits {
            writer.name(name)
            writer.integer(value)
        }
        writer.endObject()
        writer.name("protocol")
        writer.string(Self.version)
        writer.name("resumed_leases")
        writer.integer(resumedLeases)
        writer.name("server")
        writer.beginObject()
        writer.name("name")
        writer.string("accountd")
        writer.name("version")
        writer.string(serverVersion)
        writer.endObject()
        writer.name("state")
        writer.string(state)
        writer.endObject()
    }
}
