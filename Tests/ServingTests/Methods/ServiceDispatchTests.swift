import Leasing
import Serving
import Testing
import Wire

struct ServiceDispatchTests {
    @Test func `each method is served on its sockets and refused on the others`() {
        let bench = Bench()
        for socket in SocketKind.allCases {
            let peer = bench.connect(socket)
            for (id, method) in Method.allCases.enumerated() {
                // A Watch stays in flight, and with it its id.
                let answer = bench.call(peer, method.rawValue, "{}", id: id)
                let isRefused = answer["error.data.reason"] == "METHOD_NOT_ON_THIS_SOCKET"
                #expect(isRefused != method.isServed(on: socket), "\(method) on \(socket)")
            }
        }
    }

    @Test func `parameters that are no object are refused by that name`() {
        let bench = Bench()
        let answer = bench.call(bench.connect(), "Select", "[1]")
        #expect(answer["error.data.reason"] == "BAD_FIELD")
        #expect(answer["error.data.field"] == "params")
    }

    @Test func `a client of another protocol is told which one is spoken`() {
        let bench = Bench()
        let hello = #"{"protocol":"2","client":{"name":"n","version":"v"}}"#
        let answer = bench.call(bench.connect(), "Hello", hello)
        #expect(answer["error.data.reason"] == "PROTOCOL_MAJOR")
    }

    @Test func `an instance that comes back takes its leases back`() {
        let bench = Bench()
        let hello =
            #"{"protocol":"1","client":{"name":"n","version":"v","#
            + #""instance_id":"0123456789abcdef"}}"#
        let first = bench.connect()
        #expect(bench.call(first, "Hello", hello)["result.resumed_leases"] == "0")
        _ = bench.lease(first)
        #expect(bench.disconnect(first) != nil)
        bench.wait(milliseconds: 4000)
        let second = bench.connect()
        #expect(bench.call(second, "Hello", hello)["result.resumed_leases"] == "1")
        bench.wait(milliseconds: 4000)
        #expect(bench.leaseCount == 1)
        #expect(bench.call(bench.connect(), "Hello", hello)["result.resumed_leases"] == "0")
    }

    @Test func `a client that names itself late keeps what it has`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        let hello =
            #"{"protocol":"1","client":{"name":"n","version":"v","#
            + #""instance_id":"0123456789abcdef"}}"#
        _ = bench.call(peer, "Hello", hello)
        let answer = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(answer["result.released"] == "true")
    }
}
