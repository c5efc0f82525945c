import Serving
import Testing

struct JudgementTextTests {
    private static let reports = [
        #""status":200"#, #""status":200,"release":true"#, #""status":400"#,
        #""status":400,"release":true"#, #""error":"cancelled","release":true"#,
    ]

    private func answer(_ report: String, on bench: Bench, _ peer: PeerID) -> String {
        let lease = bench.lease(peer)
        let params = #"{"lease_id":"\#(lease)",\#(report)}"#
        return bench.ask(
            peer, #"{"jsonrpc":"2.0","id":1,"method":"MarkResult","params":\#(params)}"#
        ).joined()
    }

    @Test func `a report is answered the same whatever was answered before`() {
        let old = Bench(places: 64)
        let peer = old.connect()
        for before in Self.reports {
            for report in Self.reports {
                _ = answer(before, on: old, peer)
                let fresh = Bench(places: 64)
                #expect(answer(report, on: old, peer) == answer(report, on: fresh, fresh.connect()))
            }
        }
    }
}
