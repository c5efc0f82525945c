import Leasing
import Wire

extension Service {
    /// Decides what has arrived, up to a turn's fill.
    mutating func decideFrames(of slot: Int, now: Moment) {
        let id = peers.id(of: slot)
        let outputBefore = peers[slot].output.count
        peers[slot].hasBacklog = false
        do throws(GoawayReason) {
            try decideFrames(of: slot, atMost: WireLimits.turnFrames, now: now)
        } catch {
            end(slot, because: error, now: now)
        }
        peers[slot].frames.compact()
        watchFrame(of: slot, now: now.instant)
        if peers[slot].output.count != outputBefore {
            judgeReading(of: slot, now: now)
            touched.append(id)
        }
        settleWaiters(now: now)
    }

    private mutating func decideFrames(
        of slot: Int, atMost limit: Int, now: Moment
    ) throws(GoawayReason) {
        for _ in 0..<limit {
            guard peers[slot].isReadable, let frame = try peers[slot].frames.next() else { return }
            try decide(frame, from: slot, now: now)
        }
        guard peers[slot].isReadable, peers[slot].frames.hasFrame else { return }
        peers[slot].hasBacklog = true
        backlog.append(peers.id(of: slot))
    }

    /// A frame must be whole a while after its first byte, however its bytes trickle in. The time
    /// runs only while the daemon is willing to read.
    private mutating func watchFrame(of slot: Int, now: Instant) {
        guard peers[slot].isReadable, peers[slot].frames.isInsideFrame, !peers[slot].hasBacklog
        else {
            if peers[slot].frameIsWatched { frameDeadlines.remove(slot) }
            peers[slot].frameIsWatched = false
            return
        }
        guard !peers[slot].frameIsWatched else { return }
        peers[slot].frameIsWatched = true
        let patience = Interval.milliseconds(Int64(WireLimits.frameTimeoutMilliseconds))
        frameDeadlines.set(slot, to: now + patience)
    }

    private mutating func decide(
        _ frame: Range<Int>, from slot: Int, now: Moment
    ) throws(GoawayReason) {
        let bytes = peers[slot].frames.buffer
        let envelope: Envelope
        do throws(ErrorReason) {
            envelope = try Envelope.read(bytes, in: frame)
        } catch {
            return try refuseFrame(error, from: slot)
        }
        switch envelope.content {
        case .request(let id, let method):
            try dispatch(id, method, envelope, bytes, from: slot, now: now)
        case .cancel:
            cancel(envelope, bytes, from: slot, now: now)
        case .ignored:
            return
        case .withoutID:
            throw .idRequired
        }
    }

    /// Answers a frame that is no request; one malformed frame too many ends the connection.
    private mutating func refuseFrame(
        _ reason: ErrorReason, from slot: Int
    ) throws(GoawayReason) {
        if reason.code == ErrorReason.malformed.code {
            peers[slot].malformedFrames += 1
            guard peers[slot].malformedFrames <= WireLimits.malformedFrames else {
                throw .protocolError
            }
        }
        Reply.append(ErrorReply(reason), to: nil, to: &peers[slot].output)
    }
}
