/// The bytes of a connection that have arrived and are not read yet.
///
/// It is the one place that knows what a line is. A line is judged byte by byte in the order of
/// arrival, and what was looked at is not looked at again: what it makes of bytes does not depend
/// on how they were split.
struct ReceiveBuffer: Sendable {
    /// What has arrived, in front of it what was read and not dropped.
    private(set) var bytes: [UInt8] = []
    private var position = 0
    /// Bytes behind `position` that begin a line and do not end it.
    private var scannedCount = 0
    /// Whether nothing more will arrive.
    private(set) var isClosed = false

    /// The capacity that is kept while nothing is unread: a turn's worth.
    private static let keptBytes = 65_536

    /// Bytes that have arrived and were not read.
    var unreadCount: Int { bytes.count - position }

    /// Takes in what has arrived. Places in `bytes` are other ones from here on.
    mutating func append(_ arrived: ArraySlice<UInt8>) {
        dropRead()
        bytes.append(contentsOf: arrived)
    }

    /// Learns that nothing more will arrive.
    mutating func close() { isClosed = true }

    /// Forgets what was not read.
    mutating func removeAll() {
        position = bytes.count
        scannedCount = 0
    }

    /// Reads as many bytes as there are, up to a count above zero; `nil` when there are none.
    mutating func take(upTo count: Int) -> Range<Int>? {
        let taken = min(count, unreadCount)
        guard taken > 0 else { return nil }
        position += taken
        return position - taken..<position
    }

    /// Reads a line and gives it without its CRLF; `nil` when its end has not arrived.
    ///
    /// - Parameters:
    ///   - limit: bytes of the longest line that is taken, its CRLF counted.
    ///   - fault: what a longer line is.
    mutating func nextLine(upTo limit: Int, orThrow fault: HTTPFault) throws(HTTPFault) -> Range<
        Int
    >? {
        let window = min(unreadCount, limit)
        let end = position + window
        guard let lineEnd = try Self.lineEnd(bytes.span, from: position + scannedCount, to: end)
        else {
            guard window < limit else { throw fault }
            let isCarriageReturnLast = end > position && bytes[end - 1] == Characters.carriageReturn
            scannedCount = end - position - (isCarriageReturnLast ? 1 : 0)
            return nil
        }
        let line = position..<lineEnd
        position = lineEnd + 2
        scannedCount = 0
        return line
    }

    /// Where the CRLF of a line stands; `nil` when it is not there yet.
    private static func lineEnd(
        _ bytes: Span<UInt8>, from start: Int, to end: Int
    ) throws(HTTPFault) -> Int? {
        var index = start
        while index < end {
            let byte = bytes[index]
            if Characters.isFieldText(byte) {
                index += 1
                continue
            }
            guard byte == Characters.carriageReturn else {
                throw byte == Characters.lineFeed ? .bareLineFeed : .controlByte
            }
            guard index + 1 < end else { return nil }
            guard bytes[index + 1] == Characters.lineFeed else { throw .bareCarriageReturn }
            return index
        }
        return nil
    }

    /// Drops what was read, when that is all or the larger part: a byte is moved once on average.
    private mutating func dropRead() {
        if position == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptBytes)
        } else if position >= unreadCount {
            bytes.removeFirst(position)
        } else {
            return
        }
        position = 0
    }
}
