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
        guard let peer = peers.peer(id), peer.takesInput else { return }
        decideFrames(of: peer, arrived: bytes, now: now)
    }

    /// Takes in that the client will send nothing more: what is in flight is still answered.
    package mutating func finishInput(from id: PeerID) {
        guard let peer = peers.peer(id), peer.takesInput else { return }
        peer.stage = .finishing
        frameDeadlines.remove(peer.id.slot)
        touched.append(id)
    }

    /// Lets a connection go.
    ///
    /// - Returns: its holder, if leases now wait for it to come back or for its process to end.
    package mutating func disconnect(_ id: PeerID, now: Moment) -> HolderID? {
        guard let peer = peers.peer(id) else { return nil }
        settle(now: now)
        let holder = peer.holder
        let pending = peer.pending
        peer.pending = []
        giveUp(pending, of: id, now: now)
        forgetWatches(of: peer)
        frameDeadlines.remove(peer.id.slot)
        slowReaderDeadlines.remove(peer.id.slot)
        forgetBuffers(of: peer)
        peers.remove(peer)
        let hasOrphans = pool.disconnect(holder, now: now.instant)
        settle(now: now)
        return hasOrphans ? holder : nil
    }

    /// Takes in that the process of a holder without connection is dead.
    package mutating func processEnded(of holder: HolderID, now: Moment) {
        pool.processEnded(of: holder, now: now.instant)
        settle(now: now)
    }

    /// Takes out what is to be sent to a connection: it is given back with `putBack` before
    /// anything else is decided for it. So the bytes have one owner, and are never copied.
    package mutating func takeOutput(of id: PeerID) -> PeerOutput {
        peers.peer(id).map { $0.takeOutput() } ?? PeerOutput()
    }

    /// Takes back what was to be sent, with what the kernel has taken of it.
    ///
    /// - Returns: what is then to be done for the connection.
    package mutating func putBack(
        _ output: consuming PeerOutput, of id: PeerID, now: Moment
    ) -> PeerStanding {
        guard let peer = peers.peer(id) else { return .gone }
        peer.putBack(output)
        judgeReading(of: peer, now: now)
        if peer.frameIsWatched, peer.unsentBytes >= WireLimits.pauseReadingBytes {
            pauseFrame(of: peer)
        }
        if !peer.watches.isEmpty { noteRoom(for: peer, now: now.instant) }
        weigh(peer, now: now)
        if peer.isHeldUp, peer.isDecidable {
            peer.isHeldUp = false
            backlog.append(id)
        }
        return peer.standing
    }

    /// What is to be done for a connection.
    package func standing(of id: PeerID) -> PeerStanding {
        peers.peer(id).map { $0.standing } ?? .gone
    }

    /// The connections there are.
    package var connectedPeers: [PeerID] { peers.connected.map(\.id) }

    /// Ends a connection with a reason: what waits on it is given up.
    mutating func end(_ peer: Peer, because reason: GoawayReason, now: Moment) {
        if case .ending = peer.stage { return }
        // What an earlier frame has granted is told before the goaway.
        settle(now: now)
        let pending = peer.pending
        peer.pending = []
        giveUp(pending, of: peer.id, now: now)
        forgetWatches(of: peer)
        peer.hasBacklog = false
        peer.sayGoaway(reason)
        peer.stage = .ending
        frameDeadlines.remove(peer.id.slot)
        // A client that does not even read its goaway is not waited for longer than a slow reader.
        let patience = Interval.milliseconds(Int64(WireLimits.slowReaderMilliseconds))
        slowReaderDeadlines.set(peer.id.slot, to: now.instant + patience)
        touched.append(peer.id)
    }

    /// Ends a connection that does not read: what it left unread is dropped, and nothing is put
    /// behind a frame that may have been sent in part.
    mutating func abandon(_ peer: Peer, now: Moment) {
        end(peer, because: .slowReader, now: now)
        peer.dropOutput()
        slowReaderDeadlines.remove(peer.id.slot)
        touched.append(peer.id)
    }

    /// Watches how much of its answers a connection leaves unread. What has not been offered to the
    /// kernel yet says nothing of the client.
    private mutating func judgeReading(of peer: Peer, now: Moment) {
        let unsent = peer.unsentBytes
        if unsent >= WireLimits.unsentBytes { return abandon(peer, now: now) }
        guard peer.isOpen else { return }
        let isSlow = unsent >= WireLimits.slowReaderBytes
        if isSlow, peer.isSlowSince == nil {
            peer.isSlowSince = now.instant
            let patience = Interval.milliseconds(Int64(WireLimits.slowReaderMilliseconds))
            slowReaderDeadlines.set(peer.id.slot, to: now.instant + patience)
        } else if !isSlow, peer.isSlowSince != nil {
            peer.isSlowSince = nil
            slowReaderDeadlines.remove(peer.id.slot)
        }
    }
}
