package import JSON

/// Puts frames behind one another.
package enum FrameWriter {
    /// Appends one frame, whose JSON the body writes.
    ///
    /// - Parameter opening: a place for the length, and the text's first bytes, if they are known.
    /// - Returns: whether it is small enough for a response; one that is not is left out.
    @discardableResult
    package static func append(
        to output: inout [UInt8], opening: [UInt8] = header,
        _ body: (inout JSONWriter) -> Void
    ) -> Bool {
        var bytes: [UInt8] = []
        swap(&bytes, &output)
        let start = bytes.count
        bytes.append(contentsOf: opening)
        var writer = JSONWriter(appendingTo: consume bytes)
        body(&writer)
        output = writer.take()
        let length = output.count - start - FrameReader.headerBytes
        guard length <= WireLimits.responseBytes else {
            output.removeSubrange(start...)
            return false
        }
        output[start + 1] = UInt8(truncatingIfNeeded: length >> 16)
        output[start + 2] = UInt8(truncatingIfNeeded: length >> 8)
        output[start + 3] = UInt8(truncatingIfNeeded: length)
        return true
    }

    /// A place for the length.
    package static let header: [UInt8] = [0, 0, 0, 0]
}
