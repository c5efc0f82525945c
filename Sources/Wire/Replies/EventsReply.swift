package import JSON

/// What has happened, as far as it is remembered.
package struct EventsReply: Sendable {
    /// The events, the oldest first.
    package var events: [EventReply]
    /// The number of the latest event there is; 0 before the first.
    package var lastSeq: UInt64

    /// Puts an answer together.
    package init(events: [EventReply], lastSeq: UInt64) {
        self.events = events
        self.lastSeq = lastSeq
    }

    /// Writes the `result` of an Events.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("events")
        Self.write(events, &writer)
        writer.name("last_seq")
        writer.integer(lastSeq)
        writer.endObject()
    }

    /// Writes a list of events.
    package static func write(_ events: [EventReply], _ writer: inout JSONWriter) {
        writer.beginArray()
        for event in events { event.write(&writer) }
        writer.endArray()
    }
}
