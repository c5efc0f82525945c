/// Reads the content of one message (RFC 9112, sections 6 and 7).
struct BodyReader: Sendable {
    /// A piece of the content, a part of the buffer, or its end.
    enum Event: Equatable {
        case piece(Range<Int>)
        case end
    }

    private enum Phase: Sendable {
        /// So many bytes are to come. Goes to `done`.
        case length(Int)
        /// The line before a chunk comes. Goes to `chunk`, `trailers`.
        case chunkLine
        /// So many bytes of a chunk are to come. Goes to `chunkEnd`.
        case chunk(Int)
        /// The CRLF behind a chunk comes. Goes to `chunkLine`.
        case chunkEnd
        /// The fields behind the last chunk come. Goes to `done`.
        case trailers
        /// All that comes is content. Goes to `done` when the connection ends.
        case untilClose
        /// The message has ended.
        case done
    }

    private var phase: Phase
    private var trailers: FieldSectionReader
    /// Bytes of content that may still come.
    private var bytesLeft: Int
    private var extensionBytesLeft: Int

    /// Begins behind a head.
    init(_ framing: Framing, limits: HTTPLimits) {
        switch framing {
        case .length(let count): phase = .length(count)
        case .chunked: phase = .chunkLine
        case .untilClose: phase = .untilClose
        }
        trailers = FieldSectionReader(droppingWithin: limits)
        bytesLeft = limits.bodyBytes
        extensionBytesLeft = limits.chunkExtensionBytes
    }

    /// What comes next; `nil` when more must arrive first.
    mutating func next(_ input: inout ReceiveBuffer) throws(HTTPFault) -> Event? {
        while true {
            switch phase {
            case .length(let count): return try nextOfLength(count, &input)
            case .chunkLine: guard try readChunkLine(&input) else { return nil }
            case .chunk(let count):
                guard let piece = input.take(upTo: count) else { return nil }
                phase = piece.count == count ? .chunkEnd : .chunk(count - piece.count)
                return .piece(piece)
            case .chunkEnd:
                guard try input.nextLine(upTo: 2, orThrow: .malformedChunk) != nil else {
                    return nil
                }
                phase = .chunkLine
            case .trailers:
                guard try trailers.read(&input) else { return nil }
                phase = .done
            case .untilClose: return try nextUntilClose(&input)
            case .done: return .end
            }
        }
    }

    private mutating func nextOfLength(
        _ count: Int, _ input: inout ReceiveBuffer
    ) throws(HTTPFault) -> Event? {
        guard count <= bytesLeft else { throw .contentTooLarge }
        guard count > 0 else {
            phase = .done
            return .end
        }
        guard let piece = input.take(upTo: count) else { return nil }
        bytesLeft -= piece.count
        phase = .length(count - piece.count)
        return .piece(piece)
    }

    private mutating func nextUntilClose(
        _ input: inout ReceiveBuffer
    ) throws(HTTPFault) -> Event? {
        if let piece = input.take(upTo: bytesLeft) {
            bytesLeft -= piece.count
            return .piece(piece)
        }
        guard input.unreadCount == 0 else { throw .contentTooLarge }
        guard input.isClosed else { return nil }
        phase = .done
        return .end
    }

    /// Reads the line before a chunk; whether it has arrived.
    private mutating func readChunkLine(_ input: inout ReceiveBuffer) throws(HTTPFault) -> Bool {
        let longest = ChunkLine.digits + extensionBytesLeft + 2
        guard let place = try input.nextLine(upTo: longest, orThrow: .chunkLineTooLong) else {
            return false
        }
        let line = try ChunkLine(input.bytes[place])
        guard line.extensionBytes <= extensionBytesLeft else { throw .chunkLineTooLong }
        extensionBytesLeft -= line.extensionBytes
        guard line.size <= bytesLeft else { throw .contentTooLarge }
        bytesLeft -= line.size
        phase = line.size == 0 ? .trailers : .chunk(line.size)
        return true
    }
}
