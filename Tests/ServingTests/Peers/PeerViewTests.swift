import Serving
import Testing
import Wire

struct PeerViewTests {
    @Test(arguments: [SocketKind.lease, .ops], [7, 8] as [UInt32])
    func `an operator sees whose act it was, another user his own acts alone`(
        socket: SocketKind, uid: UInt32
    ) {
        let bench = Bench(accounts: 2)
        bench.report(bench.connect(uid: 7), #""status":429"#)
        let peer = bench.connect(socket, uid: uid)
        let told = bench.call(peer, "Explain", #"{"provider":"one"}"#)
        let isSeen = socket == .ops || uid == 7
        #expect(told.contains(#""uid":7"#) == isSeen)
        #expect(told.contains(#""lease_id""#) == isSeen)
        #expect(told.contains(#""rule":"#) && told.contains(#""upstream_status":429"#))
    }
}
