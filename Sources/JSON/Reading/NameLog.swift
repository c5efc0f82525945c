/// The names of the members of every object that is open, so that none stands twice in one.
///
/// The names of an object of few members are compared with each other as they come. Those of a
/// larger one are collected and sorted at its end: n log n comparisons, whatever the names are,
/// where a hash table would depend on how well its hash is chosen.
struct NameLog {
    /// A name's key, and where the rest of it is.
    struct Record {
        var key = NameKey()
        var start = 0
    }

    /// The members up to which an object's names are compared one with another.
    static let linearMembers = 16

    /// The names of all open objects, the innermost's last.
    private var records: [Record] = []
    private let toleratesDuplicates: Bool

    /// Begins without names; none is kept when they may stand twice.
    init(toleratesDuplicates: Bool) {
        self.toleratesDuplicates = toleratesDuplicates
        // A request has fewer names than this, so that one allocation serves it.
        if !toleratesDuplicates { records.reserveCapacity(Self.linearMembers) }
    }

    /// Adds a name to the innermost object, which has so many members before it.
    @inline(__always)
    mutating func add(
        _ key: NameKey, from start: Int, after members: Int, in text: Span<UInt8>
    ) throws(JSONFault) {
        guard members < JSONLimits.members else { throw JSONFault(.limit, at: start &- 1) }
        guard !toleratesDuplicates else { return }
        if members < Self.linearMembers {
            for index in (records.count &- members)..<records.count
            where records[index].key.low == key.low && records[index].key == key {
                try Self.requireDifference(records[index].start, key, from: start, in: text)
            }
        }
        records.append(Record(key: key, start: start))
    }

    /// Refuses a name whose key was there before, unless the rest of the two differs.
    @inline(never)
    private static func requireDifference(
        _ first: Int, _ key: NameKey, from start: Int, in text: Span<UInt8>
    ) throws(JSONFault) {
        guard !key.isWhole, order(from: first, start, in: text) != 0 else {
            throw JSONFault(.duplicateKey, at: start &- 1)
        }
    }

    /// Removes the names of the innermost object, which has so many members.
    @inline(__always)
    mutating func close(_ members: Int, in text: Span<UInt8>) throws(JSONFault) {
        guard !toleratesDuplicates else { return }
        if members > Self.linearMembers { try compareAll(members, in: text) }
        for _ in 0..<members { records.removeLast() }
    }

    /// Sorts the names of an object, so that equal ones stand side by side.
    @inline(never)
    private func compareAll(_ members: Int, in text: Span<UInt8>) throws(JSONFault) {
        var sorted = Array(records.suffix(members))
        sorted.sort { Self.order($0, $1, in: text) < 0 }
        for (one, next) in zip(sorted, sorted.dropFirst())
        where Self.order(one, next, in: text) == 0 {
            throw JSONFault(.duplicateKey, at: max(one.start, next.start) - 1)
        }
    }

    /// Below, at or above zero as one name comes before, equals or follows another: by length
    /// first.
    private static func order(_ left: Record, _ right: Record, in text: Span<UInt8>) -> Int {
        guard left.key.count == right.key.count else { return left.key.count - right.key.count }
        guard left.key.low == right.key.low else { return left.key.low < right.key.low ? -1 : 1 }
        guard left.key.high == right.key.high else {
            return left.key.high < right.key.high ? -1 : 1
        }
        return left.key.isWhole ? 0 : order(from: left.start, right.start, in: text)
    }

    /// The same for the bytes of two names of one length.
    @inline(never)
    private static func order(from left: Int, _ right: Int, in text: Span<UInt8>) -> Int {
        var (left, right) = (UnescapedBytes(from: left), UnescapedBytes(from: right))
        while let one = left.next(in: text), let other = right.next(in: text) {
            if one != other { return Int(one) - Int(other) }
        }
        return 0
    }
}
