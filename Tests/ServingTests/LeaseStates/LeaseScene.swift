import JSON
import Leasing
import Serving
import Testing

/// Plays steps of the table against a service: one provider of two accounts, one lease, and the
/// connections that the steps name.
final class LeaseScene {
    let bench = LeaseScene.makeBench()
    private let state: LeaseTable.State
    private(set) var lease = "AAAAAAAAAAAAAAAAAAAAAA"
    private var peers: [String: PeerID] = [:]
    /// Whom connections that have closed belonged to, and left leases behind.
    private var departed: [String: HolderID] = [:]

    private static let instance = "instance-of-16-bytes"
    private static let key = "key-of-16-bytes-"
    private static let users: [String: UInt32] = ["stranger": 1001]
    static let owner: UInt32 = 1000
    static let nothing = JSONValue.text("{}")

    private static func makeBench() -> Bench {
        Bench(Inventory(entries: [Bench.entry("a", places: 4), Bench.entry("b", places: 4)]))
    }

    init(_ state: LeaseTable.State) {
        self.state = state
    }

    /// Does the steps; answers what came back for the last one.
    func play(_ steps: [JSONValue]) throws -> [String] {
        var answers: [String] = []
        for step in steps { answers = try play(step) }
        return answers
    }

    private func play(_ step: JSONValue) throws -> [String] {
        if let name = step["hello"]?.string {
            return try call(name, "Hello", Self.hello)
        }
        if let name = step["grant"]?.string {
            let answers = try call(name, "Select", select([:]))
            lease = try #require(answers.first?["result.lease.lease_id"])
            return answers
        }
        if let method = step["call"]?.string {
            return try call(step["by"]?.string, method, JSONValue.text(filled(step["params"])))
        }
        if let changes = step["select_again"]?.members {
            let named = changes.map { ($0.name, $0.value) }
            let select = select(Dictionary(uniqueKeysWithValues: named))
            return try call(step["by"]?.string, "Select", select)
        }
        return try happen(step)
    }

    /// What happens without a call, and what the caller is told of it.
    private func happen(_ step: JSONValue) throws -> [String] {
        if let name = step["close"]?.string {
            close(name)
        } else if let name = step["kill"]?.string {
            close(name)
            if let holder = departed[name] {
                bench.service.processEnded(of: holder, now: bench.now)
            }
        } else if let milliseconds = step["pass_ms"]?.integer {
            bench.wait(milliseconds: milliseconds)
        } else if let change = step["inventory"]?.string {
            bench.adopt(try Self.inventory(change))
        } else {
            throw UnknownStep(text: String(decoding: step.encoded(), as: UTF8.self))
        }
        return peers[resolved("caller")].map { bench.answers($0) } ?? []
    }

    /// A step that the table has and the tests do not know.
    struct UnknownStep: Error {
        let text: String
    }

    private func call(
        _ name: String?, _ method: String, _ params: JSONValue
    ) throws -> [String] {
        let text = String(decoding: params.encoded(), as: UTF8.self)
        return bench.ask(
            peer(try #require(name)),
            #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(text)}"#)
    }

    // Connections

    private func resolved(_ name: String) -> String { name == "caller" ? state.caller : name }

    /// The connection of a name, opened when it is named first.
    func peer(_ name: String) -> PeerID {
        let name = resolved(name)
        if let peer = peers[name] { return peer }
        let user = Self.users[name == "another" ? state.caller : name] ?? Self.owner
        let peer = bench.connect(uid: user)
        peers[name] = peer
        return peer
    }

    private func close(_ name: String) {
        let name = resolved(name)
        if let peer = peers.removeValue(forKey: name), let holder = bench.disconnect(peer) {
            departed[name] = holder
        }
    }

    func closeAll() {
        for name in peers.keys { close(name) }
    }

    // Texts

    static let hello = JSONValue.text(
        #"{"client":{"instance_id":"\#(instance)","name":"n","version":"v"},"protocol":"1"}"#)

    /// The params of the Select that grants the lease, with changes.
    private func select(_ changes: [String: JSONValue]) -> JSONValue {
        var members = [
            "provider": JSONValue.text(#""one""#), "account": JSONValue.text(#""a""#),
            "ctx": JSONValue.text(#"{"idempotency_key":"\#(Self.key)"}"#),
        ]
        for member in state.grant.members ?? [] { members[member.name] = member.value }
        members.merge(changes) { $1 }
        let texts = members.map { name, value in
            #""\#(name)":\#(String(decoding: value.encoded(), as: UTF8.self))"#
        }
        return JSONValue.text("{\(texts.joined(separator: ","))}")
    }

    /// A text of the table with what its names stand for.
    func filled(_ value: JSONValue?) -> String {
        let text = String(decoding: (value ?? Self.nothing).encoded(), as: UTF8.self)
        let names = ["lease": lease, "account": "a", "provider": "one"]
        return VectorStep.fill(text, names)
    }

    private static func inventory(_ change: String) throws -> [Inventory.Entry] {
        let other = Bench.entry("b", places: 4)
        switch change {
        case "disabled": return [Bench.entry("a", places: 4, isEnabled: false), other]
        case "removed": return [other]
        case "new_credential": return [Bench.entry("a", places: 4, generation: 2), other]
        default: throw UnknownStep(text: "inventory: \(change)")
        }
    }
}

extension JSONValue {
    /// A text that is known to be JSON.
    static func text(_ text: String) -> JSONValue {
        guard let value = try? parse(Array(text.utf8)) else {
            fatalError("the test's own text is no JSON: \(text)")
        }
        return value
    }
}
