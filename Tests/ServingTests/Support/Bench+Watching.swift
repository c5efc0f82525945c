import JSON
import Serving
import Wire

/// An event of a watch, taken apart.
struct Told {
    let seq: Int
    let id: String
    let events: [JSONValue]
    /// The snapshot without what changes by the time alone.
    let pool: String
    let snapshot: String

    init?(_ frame: String) {
        guard frame["method"] == "$/event", let value = try? JSONText.parse(frame),
            let params = value["params"], let seq = params["seq"]?.integer,
            let snapshot = params["snapshot"]
        else { return nil }
        self.seq = Int(seq)
        id = frame["params.id"] ?? ""
        events = params["events"]?.array ?? []
        self.snapshot = JSONText.canonical(snapshot)
        pool = Told.pool(of: snapshot)
    }

    /// The counts of a Summary's result.
    static func pool(of summary: JSONValue) -> String {
        (summary["providers"]?.array ?? []).map { provider in
            let members = (provider.members ?? []).filter { $0.name != "next_eligible_in_ms" }
            return members.map { "\($0.name)=\(JSONText.canonical($0.value))" }
                .joined(separator: " ")
        }.joined(separator: "; ")
    }

    /// A member of the event at a place, as text.
    func event(_ place: Int, _ name: String) -> String? {
        guard let value = events[place][name] else { return nil }
        return value.string ?? JSONText.canonical(value)
    }
}

extension Bench {
    /// Begins a watch and gives what it is told at once.
    func watch(_ peer: PeerID, _ params: String = "{}", id: Int = 1) -> Told? {
        let request = #"{"jsonrpc":"2.0","id":\#(id),"method":"Watch","params":\#(params)}"#
        return ask(peer, request).compactMap(Told.init).first
    }

    /// What a connection's watches have been told since.
    func told(_ peer: PeerID) -> [Told] { answers(peer).compactMap(Told.init) }

    /// The events that an operator finds, as texts.
    func events(_ params: String = "{}") -> [String] {
        let peer = connect(.ops, uid: 0)
        defer { _ = disconnect(peer) }
        let answer = call(peer, "Events", params)
        let list = (try? JSONText.parse(answer))?["result"]?["events"]?.array ?? []
        return list.map(JSONText.canonical)
    }

    /// The counts that a Summary shows.
    func pool(_ params: String = "{}") -> String {
        let peer = connect(.ops, uid: 0)
        defer { _ = disconnect(peer) }
        let answer = call(peer, "Summary", params)
        return (try? JSONText.parse(answer))?["result"].map(Told.pool) ?? answer
    }

    /// Leases an account and reports what became of it.
    @discardableResult
    func report(
        _ peer: PeerID, _ evidence: String, of provider: String = "one", releases: Bool = true
    ) -> String {
        let lease = lease(peer, of: provider)
        return call(
            peer, "MarkResult", #"{"lease_id":"\#(lease)",\#(evidence),"release":\#(releases)}"#)
    }
}
