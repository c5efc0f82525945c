package import JSON

/// Whether the daemon serves.
package struct HealthReply: Sendable {
    /// Whether new requests are taken.
    package var isServing: Bool

    /// Puts an answer together.
    package init(isServing: Bool) {
        self.isServing = isServing
    }

    /// The state's name on the wire.
    package var status: String { isServing ? "SERVING" : "NOT_SERVING" }

    /// Writes the `result` of a Health.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("status")
        writer.string(status)
        writer.endObject()
    }
}
