import Serving
import Wire

extension Bench {
    /// The daemon's counters, as its operators read them.
    func metrics() -> String {
        call(connect(.ops), "Metrics", "{}")["result.text"] ?? "no text"
    }

    /// The counters, taken apart.
    func samples() -> Samples { Samples(metrics()) }

    /// A service in which one of each has happened that is counted.
    static func eventful() -> Bench {
        let bench = Bench(accounts: 3)
        let peer = bench.connect()
        for (phase, status) in [("headers", 429), ("end", 200), ("mid_stream", 500)] {
            let lease = bench.lease(peer)
            _ = bench.call(
                peer, "MarkResult",
                #"{"lease_id":"\#(lease)","status":\#(status),"latency_ms":1500,"#
                    + #""phase":"\#(phase)","release":true}"#)
        }
        _ = bench.call(peer, "Select", #"{"provider":"none"}"#)
        return bench
    }
}
