import Leasing
import Wire

extension Service {
    /// Tells what was counted since the daemon began. No account is named and no model: there is
    /// a bound to how many lines there are, whatever clients do.
    mutating func metrics(_ id: RequestID, from peer: Peer, now: Moment) {
        let providers = pool.providerTallies(now: now.instant)
        var text = MetricsText()
        text.begin("build_info", .gauge, "The daemon's version, always 1.")
        text.sample(["version": identity.version], 1)
        if let startedAt {
            text.begin("start_time_seconds", .gauge, "When the daemon began, in Unix time.")
            text.sample([:], Double(startedAt.nanoseconds / 1_000_000) / 1000)
        }
        text.begin("serving", .gauge, "Whether accounts are lent.")
        text.sample([:], isServing ? 1 : 0)
        appendCalls(&text)
        text.appendStanding(of: providers)
        text.appendLending(of: providers)
        text.appendResults(of: providers)
        text.appendBlocks(of: providers)
        let reply = MetricsReply(text: text.text)
        peer.answer(id) { reply.write(&$0) }
    }

    private func appendCalls(_ text: inout MetricsText) {
        text.begin("connections", .gauge, "Connections by socket.")
        for socket in SocketKind.allCases {
            text.sample(["socket": socket.rawValue], peers.count(on: socket))
        }
        text.begin("watches", .gauge, "Watches that are open.")
        text.sample([:], watches.count)
        text.begin("events_total", .counter, "Events that were told to operators.")
        text.sample([:], Int(clamping: events.lastSeq))
        text.begin("requests_total", .counter, "Requests by method, refused ones included.")
        for method in Method.allCases {
            text.sample(["method": method.rawValue], calls[method])
        }
        text.begin("errors_total", .counter, "Error replies by reason.")
        for reason in ErrorReason.allCases {
            text.sample(["reason": reason.rawValue], calls[reason])
        }
    }
}
