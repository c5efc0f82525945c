import Leasing
import Serving
import Testing
import Wire

/// Several things that come at one instant: a lease that ends, the grant that follows from it, and
/// what would give up the wait for that grant.
struct ServiceInstantsTests {
    private let bench = Bench()
    private let peer: PeerID

    private static let nothing = select(3, wait: 0)

    /// A lease that ends after five seconds, and a Select, `2`, that waits for its place.
    init() {
        peer = bench.connect()
        for id in 1...2 { bench.receive(Self.select(id, wait: 20_000), from: peer) }
        _ = bench.answers(peer)
    }

    private static func select(_ id: Int, wait: Int) -> [UInt8] {
        Bench.frame(
            #"{"jsonrpc":"2.0","id":\#(id),"method":"Select","params":{"provider":"one","#
                + #""ttl_ms":5000,"detached":true,"wait_ms":\#(wait)}}"#)
    }

    /// The Select that waited has the one lease that there is, and was told so.
    private func expectGrant(_ sourceLocation: SourceLocation = #_sourceLocation) {
        let told = bench.answers(peer).filter { $0["id"] == "2" }
        #expect(told.count == 1, sourceLocation: sourceLocation)
        #expect(told.first?["result.lease.lease_id"] != nil, sourceLocation: sourceLocation)
        #expect(bench.leaseCount == 1, sourceLocation: sourceLocation)
    }

    @Test func `a grant of the instant at which its connection is ended is told`() {
        bench.receive([0, 0, 1], from: peer)
        bench.wait(milliseconds: 5000)
        expectGrant()
        #expect(bench.isDone(peer))
    }

    @Test func `a grant that the frame before brought about is told before the goaway`() {
        bench.pass(milliseconds: 5000)
        bench.receive(Self.nothing + [0, 0, 0, 0], from: peer)
        expectGrant()
        #expect(bench.isDone(peer))
    }

    @Test func `a grant that the frame before brought about is too late to be cancelled`() {
        let cancel = Bench.frame(#"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":2}}"#)
        bench.pass(milliseconds: 5000)
        bench.receive(Self.nothing + cancel, from: peer)
        expectGrant()
    }
}
