import JSON
import Testing
import Wire

struct WireLimitsTests {
    /// What the program enforces, by the names that the specification has for it.
    private static let enforced: [String: Int] = [
        "max_request_bytes": WireLimits.requestBytes,
        "max_keeper_request_bytes": WireLimits.keeperRequestBytes,
        "max_response_bytes": WireLimits.responseBytes,
        "frame_timeout_ms": WireLimits.frameTimeoutMilliseconds,
        "max_turn_bytes": WireLimits.turnBytes,
        "max_turn_frames": WireLimits.turnFrames,
        "max_in_flight": WireLimits.inFlight,
        "max_id_bytes": WireLimits.idBytes,
        "max_malformed_frames": WireLimits.malformedFrames,
        "max_name_bytes": WireLimits.nameBytes,
        "max_model_bytes": WireLimits.modelBytes,
        "max_session_bytes": WireLimits.sessionBytes,
        "min_token_bytes": WireLimits.tokenBytes.lowerBound,
        "max_token_bytes": WireLimits.tokenBytes.upperBound,
        "max_client_bytes": WireLimits.clientBytes,
        "min_ttl_ms": WireLimits.shortestTermMilliseconds,
        "max_ttl_ms": WireLimits.longestTermMilliseconds,
        "default_detached_ttl_ms": WireLimits.detachedTermMilliseconds,
        "max_attempt": WireLimits.attempts,
        "max_wait_ms": WireLimits.waitMilliseconds,
        "min_timeout_ms": WireLimits.timeoutMilliseconds.lowerBound,
        "max_timeout_ms": WireLimits.timeoutMilliseconds.upperBound,
        "default_timeout_ms": WireLimits.usualTimeoutMilliseconds,
        "timeout_margin_ms": WireLimits.timeoutMarginMilliseconds,
        "max_body_bytes": WireLimits.bodyBytes,
        "default_page": WireLimits.usualPage,
        "max_page": WireLimits.longestPage,
        "max_leases_per_account": WireLimits.leasesPerAccount.upperBound,
        "max_priority": WireLimits.priorities.upperBound,
        "max_weight": WireLimits.weights.upperBound,
        "max_problems": WireLimits.problems,
        "default_watch_interval_ms": WireLimits.usualWatchIntervalMilliseconds,
        "min_watch_interval_ms": WireLimits.shortestWatchIntervalMilliseconds,
        "max_watch_interval_ms": WireLimits.watchIntervalMilliseconds.upperBound,
        "max_events": WireLimits.events,
        "default_events": WireLimits.usualEvents,
        "max_connections": WireLimits.connections,
        "max_connections_per_uid": WireLimits.connectionsPerUser,
        "max_ops_connections": WireLimits.operatorConnections,
        "max_keeper_connections": WireLimits.operatorConnections,
        "connection_retry_ms": WireLimits.connectionRetryMilliseconds,
        "max_accepts": WireLimits.accepts,
        "pause_reading_bytes": WireLimits.pauseReadingBytes,
        "slow_reader_bytes": WireLimits.slowReaderBytes,
        "slow_reader_ms": WireLimits.slowReaderMilliseconds,
        "max_unsent_bytes": WireLimits.unsentBytes,
        "max_buffer_bytes": WireLimits.bufferBytes,
        "drain_ms": WireLimits.drainMilliseconds,
        "max_leases": WireLimits.leases,
        "max_leases_per_uid": WireLimits.leasesPerUser,
        "max_waiters": WireLimits.waiters,
        "max_waiters_per_uid": WireLimits.waitersPerUser,
        "max_watches": WireLimits.watches,
        "max_idempotency_keys": WireLimits.keys,
        "max_idempotency_keys_per_uid": WireLimits.keysPerUser,
        "idempotency_ms": WireLimits.keyMemoryMilliseconds,
        "max_depth": JSONLimits.depth,
        "max_number_bytes": JSONLimits.numberBytes,
        "max_object_members": JSONLimits.members,
        "max_integer": Int(JSONLimits.integer),
    ]

    @Test func `every limit that is enforced is the specification's`() throws {
        let limits = try #require(try SpecFile.read("limits.json")["limits"]?.array)
        var specified: [String: Int] = [:]
        for limit in limits {
            let name = try #require(limit["name"]?.string)
            specified[name] = limit["value"]?.integer.map(Int.init)
        }
        for (name, value) in Self.enforced {
            #expect(specified[name] == value, "\(name)")
        }
    }

    @Test func `Hello tells exactly the limits that the specification says it does`() throws {
        let limits = try #require(try SpecFile.read("limits.json")["limits"]?.array)
        let told = limits.filter { $0["hello"]?.boolean == true }.compactMap { $0["name"]?.string }
        #expect(Set(HelloReply.limits.map(\.name)) == Set(told))
    }
}
