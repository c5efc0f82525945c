import Leasing
import Serving
import Testing
import Wire

struct ServiceSelectTests {
    @Test func `G2 an account that is tried out is lent once, as a probe, and counts as able`() {
        let bench = Bench(places: 3)
        let peer = bench.connect()
        let first = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(first["result.lease.probe"] == "false")
        let lease = first["result.lease.lease_id"] ?? "none"
        _ = bench.call(
            peer, "MarkResult",
            #"{"lease_id":"\#(lease)","status":429,"headers":{"retry-after":"36000"},"#
                + #""release":true}"#)
        bench.wait(milliseconds: 3_600_000)
        let summary = bench.call(peer, "Summary", #"{"accounts":true}"#)
        #expect(summary.contains(#""eligible":1,"#))
        #expect(summary.contains(#""state":"available""#))
        let probe = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(probe["result.lease.probe"] == "true")
        let next = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(next["error.data.blocked.cooldown"] == "1")
    }

    private static let select =
        #"{"jsonrpc":"2.0","id":1,"method":"Select","params":{"provider":"one","model":"m"}}"#
    private static let waiting =
        #"{"jsonrpc":"2.0","id":2,"method":"Select","params":{"provider":"one","wait_ms":300}}"#

    private func release(_ lease: String, id: Int = 9) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"Release","params":{"lease_id":"\#(lease)"}}"#
    }

    @Test func `a Select is answered with a lease and its credential`() throws {
        let bench = Bench()
        let peer = bench.connect()
        let answer = try #require(bench.ask(peer, Self.select).first)
        #expect(answer["result.lease.account_id"] == "a")
        #expect(answer["result.lease.fence"] == "100")
        #expect(answer["result.credential.secret"] == "key-a-1")
        #expect(answer["result.credential.headers.authorization"] == "Bearer key-a-1")
        #expect(answer["result.lease.expires_in_ms"] == "3600000")
        #expect(answer["result.lease.renew_after_ms"] == "1200000")
    }

    @Test func `an answer is canonical JSON`() throws {
        let bench = Bench()
        let peer = bench.connect()
        let answer = try #require(bench.ask(peer, Self.select).first)
        let value = try JSONText.parse(answer)
        #expect(JSONText.canonical(value) == answer)
    }

    @Test func `a client that has the credential is not sent it again`() throws {
        let bench = Bench()
        let peer = bench.connect()
        let answer = try #require(
            bench.ask(
                peer,
                #"{"jsonrpc":"2.0","id":1,"method":"Select","params":"#
                    + #"{"provider":"one","have_credential":{"a":1}}}"#
            ).first)
        #expect(answer["result.credential"] == #"{"generation":1,"unchanged":true}"#)
    }

    @Test func `a client with an older credential is sent the new one`() throws {
        let bench = Bench()
        let peer = bench.connect()
        bench.adopt([Bench.entry("a", generation: 2)])
        let answer = try #require(
            bench.ask(
                peer,
                #"{"jsonrpc":"2.0","id":1,"method":"Select","params":"#
                    + #"{"provider":"one","have_credential":{"a":1}}}"#
            ).first)
        #expect(answer["result.credential.generation"] == "2")
        #expect(answer["result.credential.secret"] == "key-a-2")
    }

    @Test func `a Select that waits is answered when the lease before it is released`() throws {
        let bench = Bench()
        let first = bench.connect()
        let second = bench.connect()
        let lease = try #require(bench.ask(first, Self.select).first?["result.lease.lease_id"])
        #expect(bench.ask(second, Self.waiting).isEmpty)
        bench.wait(milliseconds: 120)
        _ = bench.ask(first, release(lease))
        let answer = try #require(bench.answers(second).first)
        #expect(answer["result.waited_ms"] == "120")
        #expect(answer["id"] == "2")
    }

    @Test func `a Select that waits in vain is told what stands in its way`() throws {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.ask(peer, Self.select)
        #expect(bench.ask(peer, Self.waiting).isEmpty)
        bench.wait(milliseconds: 300)
        let answer = try #require(bench.answers(peer).first)
        #expect(answer["error.data.reason"] == "NO_ELIGIBLE_ACCOUNT")
        #expect(answer["error.data.blocked.at_capacity"] == "1")
        #expect(answer["error.data.total"] == "1")
        #expect(answer["error.data.waited_ms"] == "300")
        #expect(answer["error.data.retry_after_ms"] == nil)
    }

    @Test func `a Select whose own time runs out first is told so`() throws {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.ask(peer, Self.select)
        let request =
            #"{"jsonrpc":"2.0","id":2,"method":"Select","params":"#
            + #"{"provider":"one","wait_ms":1000,"ctx":{"timeout_ms":200}}}"#
        #expect(bench.ask(peer, request).isEmpty)
        bench.wait(milliseconds: 200)
        #expect(bench.answers(peer).first?["error.data.reason"] == "DEADLINE")
    }

    @Test func `a cancelled Select has one answer and holds nothing`() throws {
        let bench = Bench()
        let peer = bench.connect()
        let lease = try #require(bench.ask(peer, Self.select).first?["result.lease.lease_id"])
        #expect(bench.ask(peer, Self.waiting).isEmpty)
        let cancel = #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":2}}"#
        #expect(bench.ask(peer, cancel).first?["error.data.reason"] == "CLIENT_CANCELLED")
        #expect(bench.ask(peer, release(lease)).count == 1)
        #expect(bench.ask(peer, Self.select).first?["result.lease.account_id"] == "a")
    }

    @Test func `an id that is in flight ends the connection and takes its waiters along`() throws {
        let bench = Bench()
        let first = bench.connect()
        let second = bench.connect()
        let lease = try #require(bench.ask(first, Self.select).first?["result.lease.lease_id"])
        #expect(bench.ask(second, Self.waiting).isEmpty)
        let goaway = try #require(bench.ask(second, Self.waiting).first)
        #expect(goaway["params.reason"] == "DUPLICATE_ID")
        #expect(bench.isDone(second))
        #expect(bench.ask(first, release(lease)).count == 1)
        #expect(bench.leaseCount == 0)
    }

    @Test func `the model's thinking suffix does not make it another model`() throws {
        let bench = Bench(Inventory(entries: [Bench.entry("a", models: ["m-5"])]))
        let peer = bench.connect()
        let request =
            #"{"jsonrpc":"2.0","id":1,"method":"Select","params":"#
            + #"{"provider":"one","model":"m-5(16384)"}}"#
        let answer = try #require(bench.ask(peer, request).first)
        #expect(answer["result.lease.model"] == "m-5")
        let lease = try #require(answer["result.lease.lease_id"])
        let renewal =
            #"{"jsonrpc":"2.0","id":2,"method":"Renew","params":{"lease_id":"\#(lease)"}}"#
        #expect(bench.ask(peer, renewal).first?["result.model"] == "m-5")
    }

    @Test func `the 129th request in flight is refused and the first 128 go on`() throws {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.ask(peer, Self.select)
        for id in 10..<138 {
            let request =
                #"{"jsonrpc":"2.0","id":\#(id),"method":"Select","params":"#
                + #"{"provider":"one","wait_ms":1000}}"#
            #expect(bench.ask(peer, request).isEmpty)
        }
        let health = #"{"jsonrpc":"2.0","id":1,"method":"Health"}"#
        #expect(bench.ask(peer, health).first?["error.data.reason"] == "TOO_MANY_IN_FLIGHT")
        let cancel = #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":10}}"#
        #expect(bench.ask(peer, cancel).count == 1)
        #expect(bench.ask(peer, health).first?["result.status"] == "SERVING")
    }
}
