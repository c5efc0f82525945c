import Wire

/// A frame reader that is fed in parts, and what came out of it.
struct FrameFeed {
    private(set) var reader: FrameReader
    private(set) var frames: [[UInt8]] = []
    private(set) var fault: GoawayReason?
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        reader = FrameReader(limit: limit)
    }

    /// Feeds a stream: each cut is the length of a part, in turn; an odd one over 128 is followed
    /// by no reading, an even one by no compacting. Without cuts all comes at once.
    mutating func feed(_ stream: [UInt8], cuts: [UInt8]) {
        var rest = stream[...]
        var turn = 0
        while !rest.isEmpty, fault == nil {
            let cut = cuts.isEmpty ? UInt8.max : cuts[turn % cuts.count]
            let length = cuts.isEmpty ? rest.count : Self.length(cut)
            reader.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
            if cut < 128 || cut % 2 == 0 || rest.isEmpty { readAll() }
            if cut % 2 == 1 { reader.compact() }
            turn += 1
        }
        let unread = reader.unreadBytes
        reader.compact()
        Law.require(reader.unreadBytes == unread, "compacting drops what was not handed out")
    }

    private static func length(_ cut: UInt8) -> Int {
        cut < 64 ? Int(cut) + 1 : Int(cut) * Int(cut)
    }

    private mutating func readAll() {
        do throws(GoawayReason) {
            while true {
                let (announced, unread) = (reader.hasFrame, reader.unreadBytes)
                guard let range = try reader.next() else {
                    return Law.require(!announced, "a frame is announced and not handed out")
                }
                Law.require(announced, "a frame is handed out that was not announced")
                Law.require(!range.isEmpty && range.count <= limit, "a frame is of no right size")
                Law.require(unread == reader.unreadBytes + range.count + 4, "a frame is miscounted")
                frames.append(Array(reader.buffer[range]))
            }
        } catch {
            fault = error
        }
    }
}
