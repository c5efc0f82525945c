import Kernel
import Leasing
import Serving
import Wire

extension Daemon {
    /// Lets in those who wait at a socket, so many a turn that those inside are not kept waiting.
    func accept(_ listener: Listener) {
        for _ in 0..<WireLimits.accepts {
            do throws(Errno) {
                guard let socket = try listener.listener.accept() else { return }
                admit(socket, at: listener)
            } catch {
                if error.isOutOfDescriptors { refuseWithSpare(listener) }
                log.write(.warning, "cannot accept on \(listener.name): \(error.description)")
                return
            }
        }
    }

    /// Takes clients in only to let them go: left in the queue, they would wake the daemon for ever.
    private func refuseWithSpare(_ listener: Listener) {
        var farewell: [UInt8] = []
        Reply.appendGoaway(.tooManyConnections, limit: 0, to: &farewell)
        for _ in 0..<WireLimits.accepts {
            guard (try? spare.refuse(at: listener.listener, saying: farewell)) == true else {
                return
            }
        }
    }

    /// The peer's uid is read before anything else: without it nobody is let in.
    private func admit(_ socket: consuming UnixSocket, at listener: Listener) {
        guard let credentials = try? socket.peerCredentials(),
            let kind = SocketKind(rawValue: listener.name)
        else { return }
        guard isAllowed(credentials.user) else {
            log.write(.notice, "uid \(credentials.user) may not connect to \(listener.name)")
            return
        }
        var farewell: [UInt8] = []
        guard let peer = service.connect(on: kind, uid: credentials.user, farewell: &farewell)
        else {
            _ = try? socket.send(farewell, 0..<farewell.count)
            return
        }
        let process = kind == .lease ? socket.peerProcess() : nil
        let connection = Connection(peer: peer, socket: socket, process: process)
        while connections.count <= peer.slot { connections.append(nil) }
        connections[peer.slot] = connection
        do throws(Errno) {
            let token = Token.peer(peer).word
            try epoll.add(connection.socket.descriptor, token: token, for: .read)
        } catch {
            log.write(.warning, "cannot watch a connection: \(error.description)")
            close(connection, now: .current)
        }
    }

    /// The overflow uid stands for all users that this namespace does not know: it is nobody's.
    private func isAllowed(_ user: UInt32) -> Bool {
        user != Self.overflowUser && (allowedUsers?.contains(user) ?? true)
    }

    private static let overflowUser: UInt32 = 65_534

    func connection(_ peer: PeerID) -> Connection? {
        guard peer.slot < connections.count, let connection = connections[peer.slot],
            connection.peer == peer
        else { return nil }
        return connection
    }

    /// Sends what there is to send, asks the kernel for what is then wanted, and closes what is
    /// done.
    func flush(_ peer: PeerID, now: Moment) {
        guard let connection = connection(peer) else { return }
        do throws(Errno) {
            try send(connection, now: now)
        } catch {
            return close(connection, now: now)
        }
        if service.isDone(peer) { return close(connection, now: now) }
        var interest: Readiness = service.wantsInput(from: peer) ? .read : []
        if service.hasOutput(for: peer) { interest.insert(.write) }
        guard interest != connection.interest else { return }
        connection.interest = interest
        try? epoll.modify(
            connection.socket.descriptor, token: Token.peer(peer).word, for: interest)
    }

    private func send(_ connection: Connection, now: Moment) throws(Errno) {
        while service.hasOutput(for: connection.peer) {
            let count = try sendOnce(connection)
            guard count > 0 else { return }
            service.sent(count, to: connection.peer, now: now)
        }
    }

    /// The bytes are let go before the service is told, so that it need not copy them.
    private func sendOnce(_ connection: Connection) throws(Errno) -> Int {
        let (bytes, sent) = service.output(for: connection.peer)
        return try connection.socket.send(bytes, sent..<bytes.count)
    }

    /// Closes a connection. When leases are left behind, the death of its process ends them.
    func close(_ connection: Connection, now: Moment) {
        try? epoll.remove(connection.socket.descriptor)
        connections[connection.peer.slot] = nil
        guard let holder = service.disconnect(connection.peer, now: now),
            let process = connection.takeProcess()
        else { return }
        watch(process, of: holder, now: now.instant)
    }
}
