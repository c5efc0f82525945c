package import Leasing
import Wire

/// What came of reading the inventory anew.
package enum ReloadOutcome: Sendable {
    /// It was adopted; so many accounts came, went, or are described otherwise.
    case adopted(changed: Int)
    /// It has mistakes, a line each, and the one before stays in force.
    case refused([String])
}

extension Service {
    /// Lets a request wait for the inventory, which only the host can read. What its connection has
    /// sent behind it waits too, for it may count on the new accounts.
    mutating func awaitReload(_ id: RequestID, from peer: Peer) {
        peer.awaitsReload = true
        reloads.append(Asker(peer: peer.id, id: id))
    }

    /// Whose act it is that the inventory is to be read anew; `nil` when nobody asks for it.
    ///
    /// Who asks is to be answered with `answerReloads` before anything is sent.
    package func reloadCause(now: Moment) -> Provenance? {
        guard let first = reloads.first else { return nil }
        return Provenance(
            rule: "operator.reload", uid: peers.peer(first.peer)?.uid, at: now.instant)
    }

    /// Answers who has asked for the inventory to be read anew.
    package mutating func answerReloads(_ outcome: ReloadOutcome) {
        for asker in takeReloads() {
            switch outcome {
            case .adopted(let changed):
                let reply = ReloadReply(accounts: listed.count, changed: changed)
                asker.peer.answer(asker.id) { reply.write(&$0) }
            case .refused(let problems):
                refuse(
                    asker.id, ErrorReply(.badInventory, problems: problems), from: asker.peer)
            }
        }
    }

    /// Refuses who has asked for it, for the daemon ends first.
    mutating func refuseReloads() {
        for asker in takeReloads() { refuse(asker.id, ErrorReply(.draining), from: asker.peer) }
    }

    private mutating func takeReloads() -> [(peer: Peer, id: RequestID)] {
        guard !reloads.isEmpty else { return [] }
        defer { reloads = [] }
        return reloads.compactMap { asker in
            guard let peer = peers.peer(asker.peer), peer.isOpen else { return nil }
            peer.awaitsReload = false
            touched.append(peer.id)
            return (peer, asker.id)
        }
    }
}
