import Kernel
import Leasing
import Serving
import Wire

extension Daemon {
    /// Lets in those who wait at a socket, so many a turn that those inside are not kept waiting.
    mutating func accept(_ listener: Listener, _ number: Int, now: Moment) {
        for _ in 0..<WireLimits.accepts {
            do throws(Errno) {
                guard let socket = try listener.listener.accept() else { return }
                admit(socket, at: listener, now: now)
            } catch {
                return turnAway(at: listener, number, error, now: now)
            }
        }
    }

    /// Takes clients in only to let them go: left in the queue, they would wake the daemon without
    /// end. When not even that works, the listener is left alone for a while.
    private mutating func turnAway(
        at listener: Listener, _ number: Int, _ fault: Errno, now: Moment
    ) {
        if let note = acceptance.faults.pass(now: now.instant) {
            log.write(.warning, "cannot accept on \(listener.kind.rawValue): \(fault)\(note)")
        }
        do throws(Errno) {
            guard fault.isOutOfDescriptors else { throw fault }
            var farewell: [UInt8] = []
            Reply.appendGoaway(.tooManyConnections, limit: 0, to: &farewell)
            for _ in 0..<WireLimits.accepts {
                let isDone = try !acceptance.spare.refuse(at: listener.listener, saying: farewell)
                if isDone { return }
            }
        } catch {
            guard !isDraining else { return }
            try? epoll.modify(
                listener.listener.descriptor, token: Token.listener(number).word, for: [])
            acceptance.pause(number, now: now.instant)
        }
    }

    /// Asks the listeners again that were left alone.
    mutating func resumeAccepting() {
        for number in acceptance.resume() where !isDraining {
            let token = Token.listener(number).word
            try? epoll.modify(listeners[number].listener.descriptor, token: token, for: .read)
        }
    }

    /// The peer's uid is read before anything else: without it nobody is let in.
    private mutating func admit(
        _ socket: consuming UnixSocket, at listener: Listener, now: Moment
    ) {
        guard !FaultPoint.fails(.peerCredentials), let user = try? socket.peerCredentials().user
        else { return }
        guard isAllowed(user) else {
            var farewell: [UInt8] = []
            Reply.append(ErrorReply(.uidNotAllowed), to: nil, to: &farewell)
            _ = try? socket.send(farewell, 0..<farewell.count)
            guard let note = acceptance.strangers.pass(now: now.instant) else { return }
            return log.write(
                .warning, "uid \(user) may not connect to \(listener.kind.rawValue)\(note)")
        }
        var farewell: [UInt8] = []
        guard let id = service.connect(on: listener.kind, uid: user, farewell: &farewell) else {
            _ = try? socket.send(farewell, 0..<farewell.count)
            guard let note = acceptance.crowds.pass(now: now.instant) else { return }
            return log.write(
                .warning,
                "too many connections to \(listener.kind.rawValue): uid \(user) is turned away"
                    + note)
        }
        let process = listener.kind == .lease ? socket.peerProcess() : nil
        keep(
            Peer(id: id, kind: listener.kind, user: user, socket: socket, process: process),
            now: now)
    }

    private mutating func keep(_ peer: Peer, now: Moment) {
        while peers.count <= peer.id.slot { peers.append(nil) }
        peers[peer.id.slot] = peer
        do throws(Errno) {
            try epoll.add(peer.socket.descriptor, token: Token.peer(peer.id).word, for: .read)
        } catch {
            log.write(.warning, "cannot watch a connection: \(error.description)")
            close(peer, now: now)
        }
    }

    /// Whether a user may connect.
    func isAllowed(_ user: UInt32) -> Bool {
        user != overflowUser && (allowedUsers?.contains(user) ?? true)
    }
}
