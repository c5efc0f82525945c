import Glibc

/// The actors that share a loop's thread, and what each waits for.
struct LoopParties {
    private struct Party {
        let turn: LoopThread.Turn
        var watch = LoopThread.Watch()
        var readiness: Readiness = []
    }

    private var parties: [Party] = []
    /// The bell's entry, and one for each party.
    private var entries: [pollfd]
    /// Whether a descriptor of a party is ready.
    private(set) var isReady = false

    init(bell: Int32) {
        entries = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
    }

    /// Takes in who wants to share the thread.
    mutating func join(_ joining: inout [LoopThread.Turn]) {
        for turn in joining { parties.append(Party(turn: turn)) }
        joining.removeAll()
    }

    /// Lets each do its input and output; who is gone is forgotten.
    mutating func takeTurns() {
        isReady = false
        var index = 0
        while index < parties.count {
            let readiness = parties[index].readiness
            parties[index].readiness = []
            if let watch = parties[index].turn(readiness) {
                parties[index].watch = watch
                index += 1
            } else {
                parties.remove(at: index)
            }
        }
    }

    /// Whether one of them expects its descriptor to be ready at any moment.
    var isAnswerDue: Bool { parties.contains { $0.watch.isAnswerDue } }

    /// Nanoseconds until the first deadline; `nil` is never.
    var remaining: UInt64? {
        var first: UInt64?
        for party in parties {
            guard let deadline = party.watch.deadline else { continue }
            first = min(first ?? deadline, deadline)
        }
        return first.map { $0 - min($0, Clock.sinceBoot) }
    }

    /// Waits until a descriptor is ready or the bell rings; says whether that has rung.
    @discardableResult
    mutating func wait(atMost nanoseconds: UInt64?) -> Bool {
        entries.removeLast(entries.count - 1)
        for party in parties {
            entries.append(
                pollfd(
                    fd: party.watch.descriptor,
                    events: Int16(truncatingIfNeeded: party.watch.interest.rawValue), revents: 0))
        }
        let milliseconds = Descriptor.milliseconds(nanoseconds)
        let count = unsafe entries.withUnsafeMutableBufferPointer { buffer in
            unsafe poll(buffer.baseAddress, nfds_t(buffer.count), milliseconds)
        }
        guard count > 0 else { return false }
        for index in parties.indices where entries[index + 1].revents != 0 {
            let events = UInt32(UInt16(bitPattern: entries[index + 1].revents))
            parties[index].readiness = Readiness(rawValue: events)
            isReady = true
        }
        return entries[0].revents != 0
    }
}
