import Wire

/// The frames of a stream as section 1 of PROTOCOL.md has them, read in the plainest way.
struct PlainFrames {
    private(set) var frames: [[UInt8]] = []
    private(set) var fault: GoawayReason?
    /// The bytes behind the last whole frame.
    private(set) var restBytes = 0

    static func read(_ stream: [UInt8], limit: Int) -> PlainFrames {
        var result = PlainFrames()
        var rest = stream[...]
        while result.fault == nil, let length = result.judge(rest.prefix(4), limit: limit) {
            guard rest.count >= 4 + length else { break }
            result.frames.append(Array(rest.dropFirst(4).prefix(length)))
            rest = rest.dropFirst(4 + length)
        }
        result.restBytes = rest.count
        return result
    }

    /// What a header announces; nil when it is incomplete or at fault.
    private mutating func judge(_ header: ArraySlice<UInt8>, limit: Int) -> Int? {
        guard let first = header.first else { return nil }
        if first != 0 {
            let isText = header.allSatisfy { (32...126).contains($0) || [9, 10, 13].contains($0) }
            if !isText { fault = .badFrameType } else if header.count == 4 { fault = .notAFrame }
            return nil
        }
        guard header.count == 4 else { return nil }
        let length = header.reduce(0) { $0 * 256 + Int($1) }
        if length == 0 { fault = .zeroLengthFrame }
        if length > limit { fault = .frameTooLarge }
        return fault == nil ? length : nil
    }
}
