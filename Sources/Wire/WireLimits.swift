/// Every bound of the wire; `proto-spec/limits.json` says why each is what it is.
package enum WireLimits {
    /// The largest request on the lease and ops sockets, in bytes.
    package static let requestBytes = 262_144
    /// The largest request on the keeper socket, in bytes.
    package static let keeperRequestBytes = 2_097_152
    /// The largest response, in bytes.
    package static let responseBytes = 1_048_576
    /// How long a frame may take from its first byte to its last, in milliseconds.
    package static let frameTimeoutMilliseconds = 5000
    /// Bytes read of one connection in one turn.
    package static let turnBytes = 65_536
    /// Frames decided of one connection in one turn.
    package static let turnFrames = 32

    /// Requests in flight on a connection.
    package static let inFlight = 128
    /// The longest textual id, in bytes.
    package static let idBytes = 64
    /// Malformed frames that are answered; the next ends the connection.
    package static let malformedFrames = 8

    /// The longest provider or account id, in bytes.
    package static let nameBytes = 64
    /// The longest model id, in bytes of UTF-8.
    package static let modelBytes = 128
    /// The longest session key, in bytes of UTF-8.
    package static let sessionBytes = 256
    /// The shortest and the longest instance id or idempotency key, in bytes.
    package static let tokenBytes = 16...64
    /// The longest client name or version, in bytes of UTF-8.
    package static let clientBytes = 64
    /// The shortest life of a lease that may be asked for, in milliseconds.
    package static let shortestTermMilliseconds = 1000
    /// The longest life of a lease, in milliseconds; what is above is cut to it.
    package static let longestTermMilliseconds = 3_600_000
    /// The usual life of a lease without a connection, in milliseconds.
    package static let detachedTermMilliseconds = 30_000
    /// The highest number of an attempt.
    package static let attempts = 9
    /// The longest wait for an account, in milliseconds.
    package static let waitMilliseconds = 120_000
    /// The shortest and the longest time a caller may listen, in milliseconds.
    package static let timeoutMilliseconds = 1...300_000
    /// How long a caller listens that does not say, in milliseconds.
    package static let usualTimeoutMilliseconds = 10_000
    /// How much longer than its wait a caller listens that does not say, in milliseconds.
    package static let timeoutMarginMilliseconds = 5000
    /// How much of an upstream's body is kept as evidence, in bytes of UTF-8.
    package static let bodyBytes = 65_536
    /// The accounts of one page when the caller does not say.
    package static let usualPage = 500
    /// The most accounts of one page.
    package static let longestPage = 10_000

    /// How many leases an account may be let carry.
    package static let leasesPerAccount = 1...4096
    /// The tiers that an account may be put in.
    package static let priorities = 0...1_000_000
    /// The shares that an account may have.
    package static let weights = 1...1000

    /// Mistakes of an inventory that a Reload is told.
    package static let problems = 100
    /// The longest of them, in Unicode scalars; the rest of it is cut off.
    package static let problemLength = 256

    /// Events that are remembered, and the most of one page.
    package static let events = 1024
    /// The events of one page when the caller does not say, and the most that one `$/event` holds.
    package static let usualEvents = 100
    /// How far apart a watch's events may be asked to be at least, in milliseconds.
    package static let watchIntervalMilliseconds = 1...60_000
    /// The same when the caller does not say, in milliseconds.
    package static let usualWatchIntervalMilliseconds = 250
    /// How far apart they are at least, whatever was asked for, in milliseconds.
    package static let shortestWatchIntervalMilliseconds = 10

    /// Leases that live at once.
    package static let leases = 8192
    /// Leases of one uid.
    package static let leasesPerUser = 2048
    /// Selects that wait at once.
    package static let waiters = 1024
    /// Selects of one uid that wait at once.
    package static let waitersPerUser = 256
    /// Idempotency keys that are remembered.
    package static let keys = 8192
    /// Idempotency keys of one uid that are remembered.
    package static let keysPerUser = 2048
    /// How long an idempotency key is remembered, in milliseconds.
    package static let keyMemoryMilliseconds = 120_000
    /// Watches of one connection.
    package static let watches = 4

    /// Connections on the lease socket.
    package static let connections = 1024
    /// Connections of one uid on the lease socket.
    package static let connectionsPerUser = 256
    /// Connections on the ops socket, and on the keeper socket.
    package static let operatorConnections = 16
    /// What a client that is turned away is told to wait, in milliseconds.
    package static let connectionRetryMilliseconds = 1000
    /// Connections accepted in one turn.
    package static let accepts = 64
    /// Unsent bytes of a connection at which its requests are no longer read.
    package static let pauseReadingBytes = 65_536
    /// Unsent bytes that a connection may have for `slowReaderMilliseconds`.
    package static let slowReaderBytes = 262_144
    /// How long a connection may have more than `slowReaderBytes` unsent, in milliseconds.
    package static let slowReaderMilliseconds = 10_000
    /// Unsent bytes at which a connection is closed at once.
    package static let unsentBytes = 1_048_576
    /// Bytes in all connections' buffers together.
    package static let bufferBytes = 67_108_864
    /// How long what is in flight may take after the daemon was told to end, in milliseconds.
    package static let drainMilliseconds = 5000
}
