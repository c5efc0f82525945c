/// Cuts a stream of bytes into frames: four bytes of length, big-endian, then so many of JSON.
///
/// What arrives is appended; a frame is handed out as a part of the buffer when it is whole. Any
/// split of the same bytes gives the same frames and the same fault. The length alone is judged, so
/// that nothing is allocated for a frame that was only announced.
package struct FrameReader: Sendable {
    /// What has arrived and not been dropped; frames are parts of it.
    package private(set) var buffer: [UInt8] = []
    private var consumed = 0
    /// The largest frame that is taken, in bytes of JSON.
    package let limit: Int

    /// Bytes of a frame's header.
    package static let headerBytes = 4

    /// Reads frames of up to so many bytes of JSON.
    package init(limit: Int = WireLimits.requestBytes) {
        self.limit = limit
    }

    /// Takes in what has arrived.
    package mutating func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole frame, as a part of `buffer`; `nil` when more must arrive first.
    ///
    /// - Throws: what ends the connection: a header that is none, of nothing, or of too much.
    package mutating func next() throws(GoawayReason) -> Range<Int>? {
        let available = buffer.count - consumed
        guard available > 0 else { return nil }
        guard available >= Self.headerBytes else {
            guard buffer[consumed] == 0 else { return try judgePartialHeader() }
            return nil
        }
        let length = try length(at: consumed)
        guard available - Self.headerBytes >= length else { return nil }
        let start = consumed + Self.headerBytes
        consumed = start + length
        return start..<consumed
    }

    /// Whether a frame has begun and not ended.
    package var isInsideFrame: Bool { consumed < buffer.count }

    /// Whether a whole frame is waiting to be handed out.
    package var hasFrame: Bool {
        guard buffer.count - consumed >= Self.headerBytes else { return false }
        guard let length = try? length(at: consumed) else { return true }
        return buffer.count - consumed - Self.headerBytes >= length
    }

    /// Bytes that have arrived and were not handed out.
    package var unreadBytes: Int { buffer.count - consumed }

    /// Drops the frames that were handed out; a buffer that has grown large is given back when it
    /// is empty.
    package mutating func compact() {
        guard consumed > 0 else { return }
        if consumed == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= WireLimits.turnBytes)
        } else {
            buffer.removeFirst(consumed)
        }
        consumed = 0
    }

    private func length(at start: Int) throws(GoawayReason) -> Int {
        guard buffer[start] == 0 else { throw Self.fault(ofHeader: buffer[start..<start + 4]) }
        let length =
            Int(buffer[start + 1]) << 16 | Int(buffer[start + 2]) << 8 | Int(buffer[start + 3])
        guard length > 0 else { throw .zeroLengthFrame }
        guard length <= limit else { throw .frameTooLarge }
        return length
    }

    /// A first byte that is not 0 is no frame whatever follows; whether it is text is known only
    /// with the fourth.
    private func judgePartialHeader() throws(GoawayReason) -> Range<Int>? {
        let header = buffer[consumed...]
        guard header.allSatisfy(Self.isText) else { throw .badFrameType }
        return nil
    }

    private static func fault(ofHeader header: ArraySlice<UInt8>) -> GoawayReason {
        header.allSatisfy(isText) ? .notAFrame : .badFrameType
    }

    private static func isText(_ byte: UInt8) -> Bool {
        (0x20...0x7e).contains(byte) || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }
}
