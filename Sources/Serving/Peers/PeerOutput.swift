/// What is to be sent to a connection, and how much of it the kernel has taken.
package struct PeerOutput: Sendable {
    /// All of it, what has been sent included.
    package internal(set) var bytes: [UInt8] = []
    /// Bytes from the start that the kernel has taken.
    package var sentCount = 0

    /// The bytes that are left.
    package var unsent: Range<Int> { sentCount..<bytes.count }

    /// How many they are.
    package var unsentCount: Int { bytes.count - sentCount }
}

/// What the world does next for a connection.
package struct PeerStanding: Equatable, Sendable {
    /// Whether something is to be sent to it.
    package let hasOutput: Bool
    /// Whether its bytes are wanted.
    package let wantsInput: Bool
    /// Whether it is to be closed.
    package let isDone: Bool

    /// Where a connection stands that is gone.
    static let gone = PeerStanding(hasOutput: false, wantsInput: false, isDone: true)
}
