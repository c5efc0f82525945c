import Serving
import Testing
import Wire

struct ServiceRefreshTests {
    @Test func `without a keeper nothing is asked for, and nothing changes`() {
        let bench = Bench()
        _ = bench.takeFacts()
        let peer = bench.connect(.ops)
        let answer = bench.call(peer, "Refresh", #"{"account_id":"a"}"#)
        #expect(answer["result"] == #"{"queued":false}"#)
        #expect(bench.takeFacts().isEmpty)
        let unknown = bench.call(peer, "Refresh", #"{"account_id":"z"}"#)
        #expect(unknown["error.data.reason"] == "UNKNOWN_ACCOUNT")
    }
}
