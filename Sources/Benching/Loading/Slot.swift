/// One request in flight: its frames, ready to be sent, and what it waits for.
package struct Slot {
    /// The first request, or the only one.
    package let first: [UInt8]
    /// The request that ends the lease, with room for its name.
    package private(set) var second: [UInt8]
    /// Whether the slot has a lease to give back.
    package internal(set) var holdsLease = false
    /// When the request was sent, in nanoseconds.
    var sent: UInt64 = 0
    /// Where the lease's name was in the last answer that had one.
    var leaseHint = 0

    private let exchange: LoadPlan.Exchange
    private let number: Int
    private var leaseOffset: Int
    private var leaseBytes: Int

    /// The usual length of a lease's name: 128 bits in base64url.
    private static let usualLeaseBytes = 22

    /// Makes the frames of a slot.
    package init(_ number: Int, _ plan: LoadPlan) {
        self.number = number
        exchange = plan.exchange
        switch exchange {
        case .cycle, .release:
            first = Self.frame(
                number, "Select",
                "{\"provider\":\"\(plan.provider)\",\"model\":\"\(plan.model)\"}")
        case .health: first = Self.frame(number, "Health", "{}")
        }
        (second, leaseOffset, leaseBytes) = ([], 0, 0)
        layOutSecond(leaseBytes: Self.usualLeaseBytes)
    }

    /// Writes the lease's name, a part of an answer, into the second request.
    @inline(__always)
    package mutating func take(_ lease: Range<Int>, of answer: [UInt8]) {
        if lease.count != leaseBytes { layOutSecond(leaseBytes: lease.count) }
        var target = leaseOffset
        for index in lease {
            second[target] = answer[index]
            target += 1
        }
        holdsLease = true
    }

    private mutating func layOutSecond(leaseBytes: Int) {
        self.leaseBytes = leaseBytes
        let name = String(repeating: "-", count: leaseBytes)
        let open = "{\"lease_id\":\""
        switch exchange {
        case .cycle:
            second = Self.frame(
                number, "MarkResult", open + name + "\",\"status\":200,\"release\":true}")
            leaseOffset = second.count - leaseBytes - "\",\"status\":200,\"release\":true}}".count
        case .release:
            second = Self.frame(number, "Release", open + name + "\"}")
            leaseOffset = second.count - leaseBytes - "\"}}".count
        case .health: second = []
        }
    }

    private static func frame(_ number: Int, _ method: String, _ params: String) -> [UInt8] {
        let text =
            "{\"jsonrpc\":\"2.0\",\"id\":\(number),\"method\":\"\(method)\",\"params\":\(params)}"
        let count = text.utf8.count
        let header = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
        return header + Array(text.utf8)
    }
}
