import Leasing
import Wire

extension Service {
    /// Decides what has arrived, up to a turn's fill.
    mutating func decideFrames(of peer: Peer, arrived bytes: [UInt8] = [], now: Moment) {
        let outputBefore = peer.output.bytes.count
        peer.hasBacklog = false
        var frames = peer.takeFrames()
        frames.append(bytes)
        do throws(GoawayReason) {
            try decide(&frames, of: peer, now: now)
        } catch {
            end(peer, because: error, now: now)
        }
        if peer.oversizedAnswers > 0 { countOversizedAnswers(of: peer) }
        frames.compact()
        peer.isHeldUp = !peer.isDecidable
        watchFrame(of: peer, isBegun: frames.isInsideFrame, now: now.instant)
        peer.putBack(frames)
        if peer.output.bytes.count != outputBefore { touched.append(peer.id) }
        weigh(peer, now: now)
        settle(now: now)
    }

    private mutating func decide(
        _ frames: inout FrameReader, of peer: Peer, now: Moment
    ) throws(GoawayReason) {
        for _ in 0..<WireLimits.turnFrames {
            guard peer.isDecidable, let frame = try frames.next() else { return }
            // Its time is over; that of the next frame begins with its own first byte.
            if peer.frameIsWatched { frameDeadlines.remove(peer.id.slot) }
            peer.frameIsWatched = false
            try decide(frames.buffer, frame, from: peer, now: now)
        }
        guard peer.isDecidable, frames.hasFrame else { return }
        peer.hasBacklog = true
        backlog.append(peer.id)
    }

    /// A frame must be whole a while after its first byte, however its bytes trickle in. The time
    /// runs only while the daemon is willing to read.
    private mutating func watchFrame(of peer: Peer, isBegun: Bool, now: Instant) {
        guard isBegun, peer.isReadable, !peer.hasBacklog else {
            if peer.frameIsWatched { frameDeadlines.remove(peer.id.slot) }
            peer.frameIsWatched = false
            return
        }
        guard !peer.frameIsWatched else { return }
        peer.frameIsWatched = true
        let patience = Interval.milliseconds(Int64(WireLimits.frameTimeoutMilliseconds))
        frameDeadlines.set(peer.id.slot, to: now + patience)
    }

    /// Stops the time of a frame whose connection is not read for a while; it is looked at again
    /// when it is.
    mutating func pauseFrame(of peer: Peer) {
        frameDeadlines.remove(peer.id.slot)
        peer.frameIsWatched = false
        peer.isHeldUp = true
    }

    private mutating func decide(
        _ bytes: [UInt8], _ frame: Range<Int>, from peer: Peer, now: Moment
    ) throws(GoawayReason) {
        let envelope: Envelope
        do throws(ErrorReason) {
            envelope = try Envelope.read(bytes, in: frame)
        } catch {
            return try refuseFrame(error, from: peer)
        }
        switch envelope.content {
        case .request(let id, let method):
            try dispatch(id, method, envelope, bytes, from: peer, now: now)
        case .cancel:
            cancel(envelope, bytes, from: peer, now: now)
        case .ignored:
            return
        case .withoutID:
            throw .idRequired
        }
    }

    /// Answers a frame that is no request; one malformed frame too many ends the connection.
    private mutating func refuseFrame(
        _ reason: ErrorReason, from peer: Peer
    ) throws(GoawayReason) {
        if reason.code == ErrorReason.malformed.code {
            peer.malformedFrames += 1
            guard peer.malformedFrames <= WireLimits.malformedFrames else {
                throw .protocolError
            }
        }
        refuse(nil, ErrorReply(reason), from: peer)
    }
}
