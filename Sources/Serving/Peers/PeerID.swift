/// Names one connection for as long as the daemon lives: no later one has the same.
package struct PeerID: Hashable, Sendable {
    let slot: Int
    let serial: UInt64
}
