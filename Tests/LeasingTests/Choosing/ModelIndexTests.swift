import Leasing
import Testing

struct ModelIndexTests {
    private func host() -> Host {
        Host([
            Account(id: "a", provider: "p", models: [ModelPattern("x-*")]),
            Account(id: "b", provider: "p", models: [ModelPattern("x-*"), ModelPattern("y")]),
            Account(id: "c", provider: "p", maxInFlight: 1),
        ])
    }

    @Test(arguments: [("x-1", 3), ("y", 2), ("z", 1), (nil, 3)])
    func `as many accounts serve a model as have it among theirs`(model: String?, count: Int) throws
    {
        var host = host()
        let selection = try host.select(Wish(provider: "p", model: model))
        guard case .granted(let grant) = selection else {
            Issue.record("not granted")
            return
        }
        #expect(grant.poolSize == count)
    }

    @Test func `only those are lent that serve the model`() throws {
        var host = host()
        let wish = Wish(provider: "p", model: "z")
        #expect(try host.leasedAccount(wish) == "c")
        let (counts, _, _) = try host.blocked(wish)
        #expect(counts[.modelUnsupported] == 2)
        #expect(counts[.atCapacity] == 1)
    }

    @Test func `a model that nobody serves is unknown`() {
        var host = Host([Account(id: "a", provider: "p", models: [ModelPattern("x")])])
        #expect(host.refusal(of: Wish(provider: "p", model: "y")) == .unknownModel)
    }

    @Test func `another inventory serves other models`() throws {
        var host = Host([Account(id: "a", provider: "p", models: [ModelPattern("x")])])
        _ = try host.use(.ok, Wish(provider: "p", model: "x"))
        host.pool.adopt(
            [Account(id: "a", provider: "p", models: [ModelPattern("y")])], now: host.moment)
        #expect(host.refusal(of: Wish(provider: "p", model: "x")) == .unknownModel)
        _ = try host.lease(Wish(provider: "p", model: "y"))
    }

    @Test func `more models than are remembered are served as well`() throws {
        var host = host()
        for number in 0..<(2 * Limits.knownModelsPerProvider) {
            let wish = Wish(provider: "p", model: "x-\(number % 300)")
            _ = try host.use(.ok, wish)
        }
    }
}
