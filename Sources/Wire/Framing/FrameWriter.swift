package import JSON

/// Puts frames behind one another.
package enum FrameWriter {
    /// Appends one frame, whose JSON the body writes.
    package static func append(
        to output: inout [UInt8], _ body: (inout JSONWriter) -> Void
    ) {
        var bytes: [UInt8] = []
        swap(&bytes, &output)
        let start = bytes.count
        bytes.append(contentsOf: [0, 0, 0, 0])
        var writer = JSONWriter(appendingTo: consume bytes)
        body(&writer)
        output = writer.take()
        setLength(of: &output, from: start)
    }

    private static func setLength(of output: inout [UInt8], from start: Int) {
        let length = output.count - start - FrameReader.headerBytes
        precondition(length < 1 << 24, "a frame's length has 24 bits")
        output[start + 1] = UInt8(truncatingIfNeeded: length >> 16)
        output[start + 2] = UInt8(truncatingIfNeeded: length >> 8)
        output[start + 3] = UInt8(truncatingIfNeeded: length)
    }
}
