/// The names of the members of every object that is open, so that none stands twice in one.
///
/// The names of an object of few members are compared with each other as they come. Those of a
/// larger one are collected and sorted at its end: n log n comparisons, whatever the names are,
/// where a hash table would depend on how well its hash is chosen.
struct NameLog {
    /// A name's digest, and where the name is.
    struct Record {
        var digest: UInt64 = 0
        var start = 0
    }

    /// The members up to which an object's names are compared one with another.
    static let linearMembers = 16
    /// The names that are kept without an allocation: more than a request has.
    static let inlineRecords = 24

    /// The names of all open objects, the innermost's last: the first of them.
    private var few: [24 of Record] = .init(repeating: Record())
    /// The names behind those.
    private var rest: [Record] = []
    private var count = 0
    private let toleratesDuplicates: Bool

    /// Begins without names; none is kept when they may stand twice.
    init(toleratesDuplicates: Bool) {
        self.toleratesDuplicates = toleratesDuplicates
    }

    /// Adds a name to the innermost object, which has so many members before it.
    @inline(__always)
    mutating func add(
        _ key: NameKey, from start: Int, after members: Int, in text: Span<UInt8>
    ) throws(JSONFault) {
        guard members < JSONLimits.members else { throw JSONFault(.limit, at: start &- 1) }
        guard !toleratesDuplicates else { return }
        let record = Record(digest: key.digest, start: start)
        guard count < Self.inlineRecords else {
            try addToRest(record, after: members, in: text)
            return
        }
        let end = count
        var records = few.mutableSpan
        if members < Self.linearMembers {
            var index = end &- members
            while index < end {
                if records[index].digest == record.digest {
                    try Self.requireDifference(records[index], record, in: text)
                }
                index &+= 1
            }
        }
        records[end] = record
        count = end &+ 1
    }

    /// The same when there are more names than are kept without an allocation.
    @inline(never)
    private mutating func addToRest(
        _ record: Record, after members: Int, in text: Span<UInt8>
    ) throws(JSONFault) {
        if members < Self.linearMembers {
            for index in (count - members)..<count where self[index].digest == record.digest {
                try Self.requireDifference(self[index], record, in: text)
            }
        }
        rest.append(record)
        count += 1
    }

    /// Removes the names of the innermost object, which has so many members.
    @inline(__always)
    mutating func close(_ members: Int, in text: Span<UInt8>) throws(JSONFault) {
        guard !toleratesDuplicates else { return }
        if members > Self.linearMembers { try compareAll(members, in: text) }
        count &-= members
        if !rest.isEmpty { rest.removeLast(rest.count - max(0, count - Self.inlineRecords)) }
    }

    private subscript(_ index: Int) -> Record {
        index < Self.inlineRecords ? few[index] : rest[index - Self.inlineRecords]
    }

    /// Sorts the names of an object, so that equal ones stand side by side.
    @inline(never)
    private mutating func compareAll(_ members: Int, in text: Span<UInt8>) throws(JSONFault) {
        var sorted = ((count - members)..<count).map { self[$0] }
        sorted.sort { Self.order($0, $1, in: text) < 0 }
        for (one, next) in zip(sorted, sorted.dropFirst())
        where Self.order(one, next, in: text) == 0 {
            throw JSONFault(.duplicateKey, at: max(one.start, next.start) - 1)
        }
    }

    /// Refuses a name whose digest was there before, unless the two names differ.
    @inline(never)
    private static func requireDifference(
        _ first: Record, _ second: Record, in text: Span<UInt8>
    ) throws(JSONFault) {
        guard order(first, second, in: text) != 0 else {
            throw JSONFault(.duplicateKey, at: second.start &- 1)
        }
    }

    /// Below, at or above zero as one name comes before, equals or follows another: by digest
    /// first.
    private static func order(_ left: Record, _ right: Record, in text: Span<UInt8>) -> Int {
        guard left.digest == right.digest else { return left.digest < right.digest ? -1 : 1 }
        var (left, right) = (UnescapedBytes(from: left.start), UnescapedBytes(from: right.start))
        while true {
            let (one, other) = (left.next(in: text), right.next(in: text))
            guard let one, let other else { return (one == nil ? 0 : 1) - (other == nil ? 0 : 1) }
            if one != other { return Int(one) - Int(other) }
        }
    }
}
