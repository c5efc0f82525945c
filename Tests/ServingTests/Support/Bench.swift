import JSON
import Leasing
import Providers
import Secrets
import Serving
import Wire

/// A service with a clock moved by hand and connections made of arrays.
final class Bench {
    var service: Service
    var now = Moment(
        instant: Instant(nanoseconds: 1_000_000_000),
        unix: UnixTime(seconds: 1_800_000_000))

    /// Serves accounts named `a`, `b`, … of the provider `one`, each with so many places.
    convenience init(accounts: Int = 1, places: Int = 1) {
        let entries = (0..<accounts).map { number in
            Bench.entry(String(UnicodeScalar(UInt8(97 + number))), places: places)
        }
        self.init(Inventory(entries: entries))
    }

    init(_ inventory: Inventory) {
        var state: UInt64 = 1
        service = Service(
            identity: ServiceIdentity(version: "test", epoch: "test"),
            firstFence: 100,
            chance: ChanceSupply { count in
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return state
                }
            })
        service.adopt(inventory, now: now)
    }

    static func entry(
        _ id: String, provider: String = "one", places: Int = 1, models: [String] = [],
        isEnabled: Bool = true, generation: Int = 1, padding: Int = 0
    ) -> Inventory.Entry {
        let secret = "key-\(id)-\(generation)" + String(repeating: "x", count: padding)
        guard let upstream = Provider(name: provider, dialect: "generic"),
            let credential = try? Credential(kind: .apiKey, secret: Secret(secret))
        else { fatalError("the test's own account is wrong") }
        let account = Account(
            id: id, provider: provider, models: models.map(ModelPattern.init), maxInFlight: places,
            isEnabled: isEnabled)
        return Inventory.Entry(
            account: account, baseURL: nil, credential: credential,
            headers: upstream.headers(for: credential), upstream: upstream)
    }

    func connect(_ socket: SocketKind = .lease, uid: UInt32 = 1000) -> PeerID {
        var farewell: [UInt8] = []
        guard let peer = service.connect(on: socket, uid: uid, farewell: &farewell) else {
            fatalError("the test has more connections than the service allows")
        }
        return peer
    }

    func wait(milliseconds: Int64) {
        pass(milliseconds: milliseconds)
        service.advance(to: now)
    }

    /// Lets time pass of which the service first learns by what arrives next.
    func pass(milliseconds: Int64) {
        now = Moment(
            instant: now.instant + .milliseconds(milliseconds),
            unix: now.unix + .milliseconds(milliseconds))
    }

    /// Sends one request and gives the answers that have come, taken from the output.
    func ask(_ peer: PeerID, _ json: String) -> [String] {
        service.receive(Bench.frame(json), from: peer, now: now)
        return answers(peer)
    }

    func isDone(_ peer: PeerID) -> Bool { service.standing(of: peer).isDone }

    var leaseCount: Int { service.load.leases }
    var connectionCount: Int { service.load.connections }
    var connectedPeers: [PeerID] { service.connectedPeers }
    var accountCount: Int { service.accountCount }
    var nextDeadline: Instant? { service.nextDeadline }

    /// A connection, unless there are too many; then what the client is told.
    func connectOrRefuse(_ socket: SocketKind, uid: UInt32) -> (PeerID?, String) {
        var farewell: [UInt8] = []
        let peer = service.connect(on: socket, uid: uid, farewell: &farewell)
        return (peer, String(decoding: farewell, as: UTF8.self))
    }

    func receive(_ bytes: [UInt8], from peer: PeerID) {
        service.receive(bytes, from: peer, now: now)
    }

    func disconnect(_ peer: PeerID) -> HolderID? { service.disconnect(peer, now: now) }

    func finishInput(from peer: PeerID) { service.finishInput(from: peer) }

    func wantsInput(from peer: PeerID) -> Bool { service.standing(of: peer).wantsInput }

    func hasOutput(for peer: PeerID) -> Bool { service.standing(of: peer).hasOutput }

    func unsent(to peer: PeerID) -> Int {
        let output = service.takeOutput(of: peer)
        _ = service.putBack(output, of: peer, now: now)
        return output.unsentCount
    }

    /// Takes in that the kernel has taken so many bytes more.
    func send(_ count: Int, to peer: PeerID) {
        var output = service.takeOutput(of: peer)
        output.sentCount += count
        _ = service.putBack(output, of: peer, now: now)
    }

    func touchedPeers() -> [PeerID] { service.takeTouchedPeers() }

    func takeFacts() -> [Fact] { service.takeFacts() }

    func adopt(_ entries: [Inventory.Entry]) {
        service.adopt(Inventory(entries: entries), now: now)
    }

    /// Takes what is to be sent to a connection, as texts of frames.
    func answers(_ peer: PeerID) -> [String] {
        var output = service.takeOutput(of: peer)
        var reader = FrameReader(limit: WireLimits.responseBytes)
        reader.append(Array(output.bytes[output.unsent]))
        var frames: [String] = []
        while let range = try? reader.next() {
            frames.append(String(decoding: reader.buffer[range], as: UTF8.self))
        }
        output.sentCount = output.bytes.count
        _ = service.putBack(output, of: peer, now: now)
        return frames
    }

    /// A lease of a provider, by its name on the wire.
    func lease(_ peer: PeerID, of provider: String = "one", id: Int = 900) -> String {
        let request =
            #"{"jsonrpc":"2.0","id":\#(id),"method":"Select","params":{"provider":"\#(provider)"}}"#
        return ask(peer, request).first?["result.lease.lease_id"] ?? "none"
    }

    /// One call of a method, and its one answer.
    func call(_ peer: PeerID, _ method: String, _ params: String, id: Int = 901) -> String {
        let request = #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
        let answers = ask(peer, request)
        return answers.count == 1 ? answers[0] : "\(answers.count) answers"
    }

    static func frame(_ json: String) -> [UInt8] {
        let text = Array(json.utf8)
        let length = text.count
        return [0, UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff)] + text
    }
}

extension String {
    /// A member of an answer by its path, as text.
    subscript(path: String) -> String? {
        guard var value = try? JSONValue.parse(Array(utf8)) else { return nil }
        for name in path.split(separator: ".") {
            guard let next = value[String(name)] else { return nil }
            value = next
        }
        return value.string ?? String(decoding: value.encoded(), as: UTF8.self)
    }
}
