import JSON
import Serving
import Testing

/// How a lease stands, as far as its own uid can find out.
struct LeaseSight: Equatable, CustomStringConvertible {
    var stands: String
    var holder: String?
    var isReported: Bool?

    var description: String {
        [stands, holder, isReported.map { $0 ? "reported" : "unreported" }]
            .compactMap(\.self).joined(separator: ", ")
    }

    /// Whether a lease that looks so may be in a state: what the state leaves open may be any.
    func fits(_ state: LeaseTable.State) -> Bool {
        stands == state.stands && (state.holder == nil || state.holder == holder)
            && (state.isReported == nil || state.isReported == isReported)
    }
}

extension LeaseScene {
    /// Finds out how the lease stands. What is done for that changes it: afterwards the scene is
    /// of no more use.
    func look() -> LeaseSight {
        let lived = bench.leaseCount > 0
        let returning = bench.connect(uid: Self.owner)
        if hello(returning) == "1" { return LeaseSight(stands: "orphaned", holder: "instance") }
        _ = bench.disconnect(returning)
        bench.wait(milliseconds: 5000)
        let answer = renewed()
        guard answer["result"] != nil else {
            if lived { return LeaseSight(stands: "orphaned", holder: "connection") }
            return LeaseSight(stands: ended(answer), isReported: isReported())
        }
        guard lived else { return LeaseSight(stands: "alive without a place") }
        return LeaseSight(
            stands: "active", holder: holder(answer), isReported: isReported())
    }

    private func renewed() -> String {
        bench.call(
            bench.connect(uid: Self.owner), "Renew", #"{"lease_id":"\#(lease)","ttl_ms":60000}"#)
    }

    private func hello(_ peer: PeerID) -> String? {
        let text = String(decoding: Self.hello.encoded(), as: UTF8.self)
        return bench.call(peer, "Hello", text)["result.resumed_leases"]
    }

    /// Whose a lease is that is no orphan: it becomes one when all connections of that one close.
    private func holder(_ renewed: String) -> String {
        if renewed["result.detached"] == "true" { return "nobody" }
        closeAll()
        return hello(bench.connect(uid: Self.owner)) == "1" ? "instance" : "connection"
    }

    private func ended(_ answer: String) -> String {
        switch answer["error.data.reason"] {
        case "LEASE_RELEASED": "released"
        case "LEASE_EXPIRED": "expired"
        case "LEASE_REVOKED": "revoked"
        case "MAX_TTL_REACHED": "outlived"
        case "LEASE_UNKNOWN": marked()["result.skip"] == "LEASE_GONE" ? "gone" : "unknown"
        case let reason: reason ?? answer
        }
    }

    private func isReported() -> Bool { marked()["result.skip"] == "DUPLICATE_SEQ" }

    private func marked() -> String {
        bench.call(
            bench.connect(uid: Self.owner), "MarkResult",
            #"{"lease_id":"\#(lease)","seq":1,"status":200}"#)
    }
}
