import Foundation
import JSON
import Leasing
import Providers
import Secrets
import Serving
import Testing
import Wire

/// The specification's vectors, played against the service without a socket.
struct VectorTests {
    @Test func `there are vectors`() {
        #expect(Vector.all.count > 100)
    }

    @Test(arguments: Vector.all)
    func `a vector is answered to the byte`(_ vector: Vector) throws {
        try play(vector, bytewise: false)
    }

    @Test(arguments: Vector.all.filter { !$0.send.contains { $0["padded_to"] != nil } })
    func `a vector is answered the same byte by byte`(_ vector: Vector) throws {
        try play(vector, bytewise: true)
    }

    private func play(_ vector: Vector, bytewise: Bool) throws {
        let inventory = try Self.inventory(vector.inventory)
        let bench = Bench(inventory)
        let peer = bench.connect(try #require(SocketKind(rawValue: vector.socket)))
        var expected = vector.expect[...]
        let closes = expected.last?.string == "close"
        if closes { expected = expected.dropLast() }
        var names: [String: String] = [:]
        for step in vector.send {
            if step.string == "eof" {
                bench.finishInput(from: peer)
            } else if let pause = step["pause_ms"]?.integer {
                bench.wait(milliseconds: pause)
            } else {
                send(VectorStep.bytes(step, names), to: peer, of: bench, bytewise: bytewise)
            }
            for answer in bench.answers(peer) {
                let next = expected.popFirst()
                let item = try #require(next, "\(vector.name): \(answer)")
                if let template = item["like"]?.string {
                    let fits = Template(template).fits(answer, &names)
                    #expect(fits, "\(vector.name): \(answer)")
                } else {
                    #expect(answer == item.string, "\(vector.name)")
                }
            }
        }
        #expect(expected.isEmpty, "\(vector.name): an answer is missing")
        #expect(bench.isDone(peer) == closes || vector.send.last?.string == "eof", "\(vector.name)")
    }

    private func send(_ bytes: [UInt8], to peer: PeerID, of bench: Bench, bytewise: Bool) {
        guard bytewise, bytes.count < 20_000 else {
            bench.receive(bytes, from: peer)
            return bench.wait(milliseconds: 0)
        }
        for byte in bytes { bench.receive([byte], from: peer) }
        bench.wait(milliseconds: 0)
    }

    private static func inventory(_ name: String) throws -> Inventory {
        let file = Vector.folder.appending(path: "inventories/\(name).json")
        let value = try JSONValue.parse(Array(try Data(contentsOf: file)))
        let accounts = value["accounts"]?.array ?? []
        return Inventory(entries: try accounts.map { try entry($0, value["providers"]) })
    }

    private static func entry(
        _ account: JSONValue, _ providers: JSONValue?
    ) throws -> Inventory.Entry {
        let name = try #require(account["provider"]?.string)
        let provider = providers?[name]
        let upstream = try #require(
            Provider.named(name)
                ?? Provider(name: name, dialect: provider?["dialect"]?.string ?? "generic"))
        let credential = try Credential(
            kind: .apiKey, secret: Secret(account["credential"]?["api_key"]?.string ?? ""))
        return Inventory.Entry(
            account: Account(
                id: try #require(account["id"]?.string), provider: name,
                label: account["label"]?.string,
                models: (account["models"]?.array ?? []).compactMap(\.string)
                    .map(ModelPattern.init),
                maxInFlight: Int(account["max_in_flight"]?.integer ?? 4),
                isEnabled: account["enabled"]?.boolean ?? true),
            baseURL: account["base_url"]?.string ?? provider?["base_url"]?.string,
            credential: credential, headers: upstream.headers(for: credential),
            upstream: upstream)
    }
}
