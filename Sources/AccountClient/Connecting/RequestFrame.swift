import JSON
import Wire

/// A request as it goes over the wire.
package enum RequestFrame {
    private static let header: [UInt8] = [0, 0, 0, 0]

    /// Appends one frame and answers the length of its JSON in bytes, whatever it is.
    ///
    /// The parameters are the canonical text of an object, or `nil` for none.
    package static func append(
        _ id: Int64, _ method: String, params: [UInt8]?, to output: inout [UInt8]
    ) -> Int {
        let start = output.count
        var bytes: [UInt8] = []
        swap(&bytes, &output)
        bytes.append(contentsOf: header)
        var writer = JSONWriter(appendingTo: consume bytes)
        writer.beginObject()
        writer.name("id")
        writer.integer(id)
        writer.name("jsonrpc")
        writer.string("2.0")
        writer.name("method")
        writer.string(method)
        if let params {
            writer.name("params")
            writer.raw(params)
        }
        writer.endObject()
        output = writer.take()
        let length = output.count - start - FrameReader.headerBytes
        output[start] = UInt8(truncatingIfNeeded: length >> 24)
        output[start + 1] = UInt8(truncatingIfNeeded: length >> 16)
        output[start + 2] = UInt8(truncatingIfNeeded: length >> 8)
        output[start + 3] = UInt8(truncatingIfNeeded: length)
        return length
    }
}
