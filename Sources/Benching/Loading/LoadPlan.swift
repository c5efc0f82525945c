/// What is asked of a server, by how many, and for how long.
package struct LoadPlan: Equatable, Sendable {
    /// What a slot asks, again and again.
    package enum Exchange: String, CaseIterable, Sendable {
        /// A Select, then a MarkResult that releases the lease.
        case cycle
        /// A Select, then a Release.
        case release
        /// A Health.
        case health
    }

    /// What a slot asks.
    package var exchange = Exchange.cycle
    /// Connections, each with a socket of its own.
    package var connections = 8
    /// Slots of a connection: requests that it keeps in flight.
    package var depth = 1
    /// How long it takes at most, in nanoseconds.
    package var nanoseconds: UInt64 = 5_000_000_000
    /// How many answers are enough.
    package var requests = Int.max
    /// Whose accounts are leased.
    package var provider = "claude"
    /// How the daemon that is started chooses among them; `nil` for its own way.
    package var strategy: String?
    /// Whether the daemon that is started keeps what it learns, and its leases.
    package var isKeeping = false
    /// The model that they must serve.
    package var model = "claude-sonnet-4-5"

    /// Requests in flight at most: what the protocol allows a connection.
    package static let depths = 1...128
    /// Connections at most: what the daemon takes of one user.
    package static let connectionCounts = 1...256

    /// Plans the usual.
    package init() {}
}
