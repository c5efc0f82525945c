import Kernel

/// The value of an optional that cannot be copied, for which the testing library has no word.
func owned<Value: ~Copyable>(_ value: consuming Value?) throws -> Value {
    guard let value = value.take() else { throw Missing() }
    return value
}

/// Nothing was where a test expects something.
struct Missing: Error {}

/// Two sockets that are connected to each other.
struct Pair: ~Copyable {
    let first: UnixSocket
    let second: UnixSocket

    init(isNonblocking: Bool = true) throws {
        var other: UnixSocket?
        let made = try UnixSocket.pair(with: &other, isNonblocking: isNonblocking)
        let taken = try owned(other.take())
        first = made
        second = taken
    }

    /// Closes the second and answers the first.
    consuming func closeSecond() -> UnixSocket { first }
}

/// Keeps a socket in an array, which cannot hold what cannot be copied.
final class Caller {
    let socket: UnixSocket

    init(_ socket: consuming UnixSocket) {
        self.socket = socket
    }
}
