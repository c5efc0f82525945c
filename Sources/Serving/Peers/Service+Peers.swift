package import Leasing
package import Wire

extension Service {
    /// Lets a connection in, or answers `nil` with the bytes to send it before it is closed.
    package mutating func connect(
        on socket: SocketKind, uid: UInt32, farewell: inout [UInt8]
    ) -> PeerID? {
        guard peers.admits(socket, uid: uid) else {
            Reply.appendGoaway(.tooManyConnections, limit: 0, to: &farewell)
            return nil
        }
        return peers.insert(socket, uid: uid, holder: pool.connect(uid: uid))
    }

    /// Takes in what has arrived from a connection, and answers it.
    package mutating func receive(_ bytes: [UInt8], from id: PeerID, now: Moment) {
        guard let slot = peers.slot(of: id), case .open = peers[slot].stage else { return }
        peers[slot].frames.append(bytes)
        decideFrames(of: slot, now: now)
    }

    /// Takes in that the client will send nothing more: what is in flight is still answered.
    package mutating func finishInput(from id: PeerID) {
        guard let slot = peers.slot(of: id), case .open = peers[slot].stage else { return }
        peers[slot].stage = .finishing
        frameDeadlines.remove(slot)
        touched.append(id)
    }

    /// Lets a connection go.
    ///
    /// - Returns: its holder, if leases now wait for it to come back or for its process to end.
    package mutating func disconnect(_ id: PeerID, now: Moment) -> HolderID? {
        guard let slot = peers.slot(of: id) else { return nil }
        let holder = peers[slot].holder
        let pending = peers[slot].pending
        peers[slot].pending = []
        giveUp(pending, of: id, now: now)
        frameDeadlines.remove(slot)
        slowReaderDeadlines.remove(slot)
        peers.remove(slot)
        let hasOrphans = pool.disconnect(holder, now: now.instant)
        settleWaiters(now: now)
        return hasOrphans ? holder : nil
    }

    /// Takes in that the process of a holder without connection is dead.
    package mutating func processEnded(of holder: HolderID, now: Moment) {
        pool.processEnded(of: holder, now: now.instant)
        settleWaiters(now: now)
    }

    /// What is to be sent to a connection: all bytes, and how many of them were sent before.
    package func output(for id: PeerID) -> (bytes: [UInt8], sent: Int) {
        guard let slot = peers.slot(of: id) else { return ([], 0) }
        return (peers[slot].output, peers[slot].sentBytes)
    }

    /// Whether something is to be sent to a connection.
    package func hasOutput(for id: PeerID) -> Bool {
        peers.slot(of: id).map { peers[$0].unsentBytes > 0 } ?? false
    }

    /// Takes in that the kernel has taken so many bytes more.
    package mutating func sent(_ count: Int, to id: PeerID, now: Moment) {
        guard let slot = peers.slot(of: id) else { return }
        let wasReadable = peers[slot].isReadable
        peers[slot].sentBytes += count
        if peers[slot].unsentBytes == 0 {
            let isSmall = peers[slot].output.capacity <= WireLimits.pauseReadingBytes
            peers[slot].output.removeAll(keepingCapacity: isSmall)
            peers[slot].sentBytes = 0
        }
        judgeReading(of: slot, now: now)
        guard !wasReadable, peers[slot].isReadable, peers[slot].frames.hasFrame else { return }
        backlog.append(id)
    }

    /// Whether a connection's bytes are wanted.
    package func wantsInput(from id: PeerID) -> Bool {
        peers.slot(of: id).map { peers[$0].isReadable && !peers[$0].hasBacklog } ?? false
    }

    /// Whether a connection is to be closed.
    package func isDone(_ id: PeerID) -> Bool {
        peers.slot(of: id).map { peers[$0].isDone } ?? true
    }

    /// The connections there are.
    package var connectedPeers: [PeerID] { peers.connected.map { peers.id(of: $0) } }

    /// Ends a connection with a reason: what waits on it is given up.
    mutating func end(_ slot: Int, because reason: GoawayReason, now: Moment) {
        if case .ending = peers[slot].stage { return }
        let pending = peers[slot].pending
        peers[slot].pending = []
        giveUp(pending, of: peers.id(of: slot), now: now)
        peers[slot].hasBacklog = false
        let limit = peers[slot].frames.limit
        Reply.appendGoaway(reason, limit: limit, to: &peers[slot].output)
        peers[slot].stage = .ending
        frameDeadlines.remove(slot)
        // A client that does not even read its goaway is not waited for longer than a slow reader.
        let patience = Interval.milliseconds(Int64(WireLimits.slowReaderMilliseconds))
        slowReaderDeadlines.set(slot, to: now.instant + patience)
        touched.append(peers.id(of: slot))
    }

    /// Ends a connection that does not read: what it left unread is dropped, and nothing is put
    /// behind a frame that may have been sent in part.
    mutating func abandon(_ slot: Int, now: Moment) {
        end(slot, because: .slowReader, now: now)
        peers[slot].output.removeAll()
        peers[slot].sentBytes = 0
        slowReaderDeadlines.remove(slot)
    }

    /// Watches how much of its answers a connection leaves unread.
    mutating func judgeReading(of slot: Int, now: Moment) {
        let unsent = peers[slot].unsentBytes
        if unsent >= WireLimits.unsentBytes { return abandon(slot, now: now) }
        guard peers[slot].isOpen else { return }
        let isSlow = unsent >= WireLimits.slowReaderBytes
        if isSlow, peers[slot].isSlowSince == nil {
            peers[slot].isSlowSince = now.instant
            let patience = Interval.milliseconds(Int64(WireLimits.slowReaderMilliseconds))
            slowReaderDeadlines.set(slot, to: now.instant + patience)
        } else if !isSlow, peers[slot].isSlowSince != nil {
            peers[slot].isSlowSince = nil
            slowReaderDeadlines.remove(slot)
        }
    }
}
