import Kernel

/// One connection that keeps its slots busy: an answer is followed by the slot's next request.
final class LoadConnection {
    private let socket: UnixSocket
    private var slots: [Slot]
    private var input: [UInt8] = []
    private var output: [UInt8] = []
    /// The slot whose answer is next at a server that answers in order and names no ids.
    private var turn = 0
    private var namesIDs: Bool?
    /// Requests that were sent and not answered.
    private(set) var inFlight = 0

    private static let readBytes = 65_536

    init(_ address: UnixAddress, _ plan: LoadPlan) throws(Errno) {
        socket = try UnixSocket.connect(to: address)
        slots = (0..<plan.depth).map { Slot($0, plan) }
    }

    /// Starts to watch for answers.
    func watch(_ epoll: borrowing Epoll, token: UInt64) throws(Errno) {
        try epoll.add(socket.descriptor, token: token, for: .read)
    }

    /// Sends every slot's first request.
    func start() throws(Errno) {
        let now = Clock.monotonic
        for index in slots.indices { ask(index, now) }
        try flush()
    }

    /// Takes the answers that are there and sends what follows them.
    ///
    /// When it winds down, a slot ends its lease and then rests. Answers whether the server is
    /// still there.
    func advance(_ tally: inout Tally, windsDown: Bool) throws(Errno) -> Bool {
        switch try socket.receive(into: &input, atMost: Self.readBytes) {
        case .received: break
        case .wouldBlock: return true
        case .ended: return false
        }
        let now = Clock.monotonic
        var bytes: [UInt8] = []
        swap(&bytes, &input)
        var start = 0
        while let frame = Self.frame(bytes, from: start) {
            answer(bytes, frame, now, &tally, windsDown: windsDown)
            start = frame.upperBound
        }
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
        } else {
            bytes.removeFirst(start)
        }
        swap(&bytes, &input)
        try flush()
        return true
    }

    @inline(__always)
    private func answer(
        _ bytes: [UInt8], _ frame: Range<Int>, _ now: UInt64, _ tally: inout Tally,
        windsDown: Bool
    ) {
        let index = slotIndex(bytes, frame)
        inFlight -= 1
        tally.latencies.add(now &- slots[index].sent)
        if AnswerScanner.isError(bytes, frame) {
            if tally.errors == 0 { tally.firstError = Array(bytes[frame]) }
            tally.errors += 1
        } else if slots[index].second.isEmpty || slots[index].holdsLease {
            slots[index].holdsLease = false
        } else if let lease = AnswerScanner.lease(bytes, frame, hint: &slots[index].leaseHint) {
            slots[index].take(lease, of: bytes)
        }
        if !windsDown || slots[index].holdsLease { ask(index, now) }
    }

    @inline(__always)
    private func slotIndex(_ bytes: [UInt8], _ frame: Range<Int>) -> Int {
        let inOrder = turn
        turn = turn + 1 == slots.count ? 0 : turn + 1
        if namesIDs == false { return inOrder }
        guard let id = AnswerScanner.id(bytes, frame), id < slots.count else {
            namesIDs = namesIDs ?? false
            return inOrder
        }
        namesIDs = true
        return id
    }

    @inline(__always)
    private func ask(_ index: Int, _ now: UInt64) {
        if slots[index].holdsLease {
            output.append(contentsOf: slots[index].second)
        } else {
            output.append(contentsOf: slots[index].first)
        }
        slots[index].sent = now
        inFlight += 1
    }

    private func flush() throws(Errno) {
        var start = 0
        while start < output.count {
            let count = try socket.send(output, start..<output.count)
            if count == 0 { _ = try socket.descriptor.wait(for: .write, atMost: nil) }
            start += count
        }
        output.removeAll(keepingCapacity: true)
    }

    /// The JSON of the whole frame that begins at an offset.
    @inline(__always)
    private static func frame(_ bytes: [UInt8], from start: Int) -> Range<Int>? {
        guard bytes.count - start >= 4 else { return nil }
        let length =
            Int(bytes[start]) << 24 | Int(bytes[start + 1]) << 16 | Int(bytes[start + 2]) << 8
            | Int(bytes[start + 3])
        guard bytes.count - start - 4 >= length else { return nil }
        return start + 4..<start + 4 + length
    }
}
