import JSON

/// What is kept of the leases beside their table, which ends with the boot: that no fence is used
/// a second time, and that there was a table.
package struct LeasesDocument: Equatable, Sendable {
    /// The key that it is kept under.
    package static let key = "leases"

    /// The boot that it was written in, in hexadecimal; empty when that is not known.
    package var boot: String
    /// All fences of leases that were granted are below.
    package var fenceEnd: UInt64

    /// Puts a document together.
    package init(boot: String, fenceEnd: UInt64) {
        self.boot = boot
        self.fenceEnd = fenceEnd
    }

    /// Reads a document; `nil` when it is none.
    package init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let boot = value["boot"]?.string,
            let fenceEnd = value["fence_end"]?.integer, fenceEnd >= 0
        else { return nil }
        self.boot = boot
        self.fenceEnd = UInt64(fenceEnd)
    }

    /// The document as canonical JSON.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("boot", boot)
        writer.member("fence_end", Int64(clamping: fenceEnd))
        writer.endObject()
        return writer.take()
    }
}
