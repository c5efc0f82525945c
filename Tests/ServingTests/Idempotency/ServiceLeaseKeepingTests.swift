import Leasing
import Serving
import Testing
import Wire

struct ServiceLeaseKeepingTests {
    private static let key = #""ctx":{"idempotency_key":"0123456789abcdef"}"#
    private static let hello =
        #"{"protocol":"1","client":{"name":"c","version":"1","instance_id":"instance-of-tests"}}"#

    private func bench() -> Bench {
        let bench = Bench(accounts: 2)
        bench.service.beginRememberingLeases()
        return bench
    }

    /// Another daemon, with the leases that this one has granted since the last call.
    private func successor(of bench: Bench) -> Bench {
        var memories: [Lease.ID: LeaseMemory] = [:]
        for news in bench.service.takeLeaseNews() {
            switch news {
            case .granted(let lease), .moved(let lease): memories[lease.id] = lease
            case .changed: Issue.record("a lease stands elsewhere that was not granted")
            }
        }
        let next = Bench(accounts: 2)
        next.now = bench.now
        next.service.restore(Array(memories.values), now: next.now)
        next.service.beginRememberingLeases()
        return next
    }

    @Test func `I-03 a Select that is sent again to another daemon gets the same lease`() {
        let first = bench()
        let peer = first.connect()
        _ = first.call(peer, "Hello", Self.hello)
        let select = #"{"provider":"one","model":"m",\#(Self.key)}"#
        let granted = first.call(peer, "Select", select)
        let next = successor(of: first)
        let other = next.connect()
        #expect(next.call(other, "Hello", Self.hello)["result.resumed_leases"] == "1")
        let again = next.call(other, "Select", select)
        #expect(again["result.replayed"] == "true")
        for member in ["lease_id", "fence", "account_id"] {
            #expect(again["result.lease.\(member)"] == granted["result.lease.\(member)"])
        }
        #expect(again["result.pool_size"] == granted["result.pool_size"])
        #expect(next.leaseCount == 1)
    }

    @Test func `a detached lease is of nobody, and its key of the instance all the same`() {
        let first = bench()
        let peer = first.connect()
        _ = first.call(peer, "Hello", Self.hello)
        let select = #"{"provider":"one","detached":true,\#(Self.key)}"#
        _ = first.call(peer, "Select", select)
        let next = successor(of: first)
        let other = next.connect()
        _ = next.call(other, "Hello", Self.hello)
        #expect(next.call(other, "Select", select)["result.replayed"] == "true")
        #expect(next.leaseCount == 1)
    }

    @Test func `I-05 a key that was used for another request is told by another daemon too`() {
        let first = bench()
        _ = first.call(first.connect(), "Select", #"{"provider":"one",\#(Self.key)}"#)
        let next = successor(of: first)
        let peer = next.connect()
        let other = next.call(peer, "Select", #"{"provider":"one","model":"x",\#(Self.key)}"#)
        #expect(other["error.data.reason"] == "IDEMPOTENCY_KEY_REUSED")
        // Another user's key is another key.
        let stranger = next.connect(uid: 7)
        let its = next.call(stranger, "Select", #"{"provider":"one",\#(Self.key)}"#)
        #expect(its["result.replayed"] == "false")
    }

    @Test func `I-07 a key whose lease was given back is gone for another daemon too`() {
        let first = bench()
        let peer = first.connect()
        let select = #"{"provider":"one",\#(Self.key)}"#
        let lease = first.call(peer, "Select", select)["result.lease.lease_id"] ?? ""
        _ = first.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        let next = successor(of: first)
        let again = next.call(next.connect(), "Select", select)
        #expect(again["error.data.reason"] == "IDEMPOTENT_RESULT_GONE")
    }

    @Test func `a key is remembered for two minutes from its answer, whoever remembers it`() {
        let first = bench()
        let select = #"{"provider":"one","detached":true,"ttl_ms":600000,\#(Self.key)}"#
        _ = first.call(first.connect(), "Select", select)
        first.wait(milliseconds: 119_000)
        let next = successor(of: first)
        let peer = next.connect()
        #expect(next.call(peer, "Select", select)["result.replayed"] == "true")
        next.wait(milliseconds: 1000)
        #expect(next.call(peer, "Select", select)["result.replayed"] == "false")
    }

    @Test func `a Select that waited is kept with its key when it is granted`() {
        let first = bench()
        let (holder, peer) = (first.connect(), first.connect())
        let held = [first.lease(holder), first.lease(holder)]
        let select = #"{"provider":"one","wait_ms":1000,\#(Self.key)}"#
        first.receive(
            Bench.frame(#"{"jsonrpc":"2.0","id":1,"method":"Select","params":\#(select)}"#),
            from: peer)
        _ = first.service.takeLeaseNews()
        _ = first.call(holder, "Release", #"{"lease_id":"\#(held[0])"}"#)
        let keys = first.service.takeLeaseNews().compactMap { news in
            if case .granted(let lease) = news { lease.key?.text } else { nil }
        }
        #expect(keys == ["0123456789abcdef"])
    }
}
