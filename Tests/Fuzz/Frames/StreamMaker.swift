import JSON
import Wire

/// Makes streams that are frames for a good part, which bytes by chance are not.
enum StreamMaker {
    /// Streams are not longer than about this.
    private static let longest = 1 << 16

    /// Interprets the rest of the input: frames of all sizes, broken headers, and bytes as they
    /// are.
    static func stream(_ source: inout ByteSource, limit: Int) -> [UInt8] {
        var stream: [UInt8] = []
        while !source.isEmpty, stream.count < longest {
            switch source.number(below: 8) {
            case 0, 1: appendFrame(source.take(source.number(below: 32) + 1), to: &stream)
            case 2: appendFrame(filler(source.word() + 1), to: &stream)
            case 3: appendFrame(filler(limit - 3 + source.number(below: 5)), to: &stream)
            case 4: stream += source.take(4)
            case 5: stream += source.take(source.number(below: 8))
            case 6: appendWritten(&source, to: &stream)
            default: stream += Array("GET / HTTP/1.1\r\n".utf8.prefix(source.number(below: 17)))
            }
        }
        return stream
    }

    private static func filler(_ count: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: count)
    }

    private static func appendFrame(_ bytes: [UInt8], to stream: inout [UInt8]) {
        stream += [0, UInt8(bytes.count >> 16), UInt8(bytes.count >> 8 & 255)]
        stream += [UInt8(bytes.count & 255)] + bytes
    }

    /// What the frame writer makes is one frame, of the text it was given.
    private static func appendWritten(_ source: inout ByteSource, to stream: inout [UInt8]) {
        let text = String(decoding: filler(source.word()), as: UTF8.self)
        let start = stream.count
        guard FrameWriter.append(to: &stream, { $0.string(text) }) else { return }
        let frames = PlainFrames.read(Array(stream[start...]), limit: WireLimits.responseBytes)
        var writer = JSONWriter()
        writer.string(text)
        Law.require(frames.frames == [writer.take()], "a frame that was written is none")
    }
}
