import Leasing
import Wire

extension Service {
    /// Takes in how much a connection's buffers hold at the moment.
    mutating func weigh(_ peer: Peer, now: Moment) {
        let bytes = peer.output.bytes.count + peer.frames.unreadBytes
        bufferedBytes += bytes - peer.bufferedBytes
        peer.bufferedBytes = bytes
        if bufferedBytes > WireLimits.bufferBytes { makeRoom(now: now) }
    }

    /// Takes in that a connection's buffers are gone.
    mutating func forgetBuffers(of peer: Peer) {
        bufferedBytes -= peer.bufferedBytes
        peer.bufferedBytes = 0
    }

    /// Ends the connections that hold the most until all together are within their budget: nobody
    /// who reads what he asked for is among them.
    private mutating func makeRoom(now: Moment) {
        while bufferedBytes > WireLimits.bufferBytes,
            let largest = peers.connected.max(by: { $0.bufferedBytes < $1.bufferedBytes })
        {
            if largest.unsentBytes > 0 {
                abandon(largest, now: now)
            } else {
                end(largest, because: .tooManyConnections, now: now)
            }
            largest.dropFrames()
            forgetBuffers(of: largest)
        }
    }
}
