/// The head of a response.
package struct ResponseHead: Sendable, Equatable {
    /// The status, 100 to 599 (RFC 9110, section 15).
    package let status: Int
    /// The fields; when the head is written, those of framing and connection are the writer's.
    package var fields: Fields

    /// Makes a head of a status and its fields.
    package init(status: Int, fields: Fields = Fields()) {
        self.status = status
        self.fields = fields
    }

    /// Whether another head follows for the same request (RFC 9110, section 15.2).
    package var isInterim: Bool { status < 200 }

    /// Whether there is never content behind it (RFC 9112, section 6.3, item 1).
    var isWithoutContent: Bool { isInterim || status == 204 || status == 304 }
}
