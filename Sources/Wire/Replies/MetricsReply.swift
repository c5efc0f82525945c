package import JSON

/// The daemon's counters for a monitoring system.
package struct MetricsReply: Sendable {
    /// The text, as Prometheus reads it.
    package var text: String

    /// Puts an answer together.
    package init(text: String) {
        self.text = text
    }

    /// Writes the `result` of a Metrics.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("text")
        writer.string(text)
        writer.endObject()
    }
}
