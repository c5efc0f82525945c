/// Names one connection for as long as the daemon lives: no later one has the same.
package struct PeerID: Hashable, Sendable {
    /// The row that it is kept in; used again when it has gone.
    package let slot: Int
    let serial: UInt64

    /// The name as one word with the upper eight bits free, for the kernel to give back.
    package var token: UInt64 { serial << 16 | UInt64(slot) }

    init(slot: Int, serial: UInt64) {
        self.slot = slot
        self.serial = serial
    }

    /// The connection that a word names.
    package init(token: UInt64) {
        self.init(slot: Int(token & 0xffff), serial: token >> 16)
    }
}
