import Leasing
import Wire

/// What became of the Selects that carried a key, so that one whose answer was lost can be sent
/// again without leasing a second account.
///
/// A key is remembered for two minutes from its answer. When there are too many, of all or of one
/// user, the oldest answer makes room; what still waits for its answer is not among them.
struct KeyMemory {
    /// A key is its client's own: those of other users and instances are others.
    struct Name: Hashable {
        let uid: UInt32
        let instance: String?
        let key: String
    }

    /// What became of a Select.
    enum Outcome {
        /// It waits. To `granted`; a refusal is forgotten.
        case waiting(Ticket)
        /// It got this lease, of a pool of so many accounts.
        case granted(Lease.ID, poolSize: Int)
    }

    struct Entry {
        /// Tells the Select's parameters from others.
        let digest: UInt64
        fileprivate(set) var outcome: Outcome
        /// Its place in the order of the answers; `nil` before its own.
        fileprivate var serial: UInt64?
    }

    private var entries: [Name: Entry] = [:]
    private var names: [Ticket: Name] = [:]
    private var counts: [UInt32: Int] = [:]
    /// The answers of each user, the oldest first.
    private var answers: [UInt32: AnswerQueue] = [:]
    /// No answer is forgotten before.
    private var firstEnd = Instant.distantFuture
    private var nextSerial: UInt64 = 1

    /// How many are remembered.
    var count: Int { entries.count }

    /// What is remembered under a name.
    mutating func entry(_ name: Name, now: Instant) -> Entry? {
        forgetEnded(now: now)
        return entries[name]
    }

    /// Remembers a Select and its outcome.
    mutating func remember(_ name: Name, _ digest: UInt64, _ outcome: Outcome, now: Instant) {
        forget(name)
        makeRoom(for: name.uid)
        entries[name] = Entry(digest: digest, outcome: outcome)
        counts[name.uid, default: 0] += 1
        switch outcome {
        case .waiting(let ticket): names[ticket] = name
        case .granted: noteAnswer(name, now: now)
        }
    }

    /// Takes in what became of a Select that waited; a refusal is not remembered, for the same
    /// request may fare better.
    ///
    /// - Returns: under which name the lease is remembered, if it is.
    @discardableResult
    mutating func settle(_ ticket: Ticket, _ grant: Grant?, now: Instant) -> Name? {
        guard let name = names.removeValue(forKey: ticket) else { return nil }
        guard let grant else {
            forget(name)
            return nil
        }
        entries[name]?.outcome = .granted(grant.lease.id, poolSize: grant.poolSize)
        noteAnswer(name, now: now)
        return name
    }

    /// The lease of a name as it is kept; `nil` when it has none.
    func kept(_ name: Name) -> (lease: Lease.ID, key: LeaseKey)? {
        guard let entry = entries[name], case .granted(let lease, let poolSize) = entry.outcome
        else { return nil }
        let key = LeaseKey(
            text: name.key, instance: name.instance, digest: entry.digest, poolSize: poolSize)
        return (lease, key)
    }

    /// Forgets a name at once.
    mutating func forget(_ name: Name) {
        guard let entry = entries.removeValue(forKey: name) else { return }
        if case .waiting(let ticket) = entry.outcome { names[ticket] = nil }
        let count = counts[name.uid, default: 1] - 1
        counts[name.uid] = count > 0 ? count : nil
    }

    private mutating func noteAnswer(_ name: Name, now: Instant) {
        let serial = nextSerial
        nextSerial += 1
        entries[name]?.serial = serial
        let end = now + .milliseconds(Int64(WireLimits.keyMemoryMilliseconds))
        answers[name.uid, default: AnswerQueue()].append((name, serial, end))
        firstEnd = min(firstEnd, end)
    }

    private mutating func forgetEnded(now: Instant) {
        guard firstEnd <= now else { return }
        firstEnd = .distantFuture
        for uid in Array(answers.keys) {
            while let first = oldest(of: uid) {
                guard first.end <= now else {
                    firstEnd = min(firstEnd, first.end)
                    break
                }
                forget(first.name)
            }
        }
    }

    private mutating func makeRoom(for uid: UInt32) {
        if counts[uid, default: 0] >= WireLimits.keysPerUser, let first = oldest(of: uid) {
            forget(first.name)
        }
        guard entries.count >= WireLimits.keys else { return }
        let firsts = Array(answers.keys).compactMap { oldest(of: $0) }
        if let first = firsts.min(by: { $0.serial < $1.serial }) { forget(first.name) }
    }

    /// The oldest answer of a user that is remembered. What was forgotten since is passed once.
    private mutating func oldest(of uid: UInt32) -> AnswerQueue.Answer? {
        while let first = answers[uid]?.first {
            if entries[first.name]?.serial == first.serial { return first }
            answers[uid]?.removeFirst()
        }
        answers[uid] = nil
        return nil
    }
}

/// Answers in their order; the first is taken out without moving the others.
private struct AnswerQueue {
    typealias Answer = (name: KeyMemory.Name, serial: UInt64, end: Instant)

    private var answers: [Answer] = []
    private var start = 0

    var first: Answer? { start < answers.count ? answers[start] : nil }

    mutating func append(_ answer: Answer) { answers.append(answer) }

    mutating func removeFirst() {
        start += 1
        guard start > 64, start * 2 > answers.count else { return }
        answers.removeFirst(start)
        start = 0
    }
}
