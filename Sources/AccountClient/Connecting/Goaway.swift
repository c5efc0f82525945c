import JSON

/// The daemon's last words on a connection.
package struct Goaway: Equatable, Sendable {
    /// Why, a word of the protocol's closed list; those of a later version come through too.
    package let reason: String
    /// The same in a sentence.
    package let message: String
    /// The largest frame it takes, in bytes, when one was too large.
    package let frameLimit: Int64?
    /// When it makes sense to connect again, in milliseconds.
    package let retryAfter: Int64?

    /// Names a farewell.
    package init(
        reason: String, message: String, frameLimit: Int64? = nil, retryAfter: Int64? = nil
    ) {
        self.reason = reason
        self.message = message
        self.frameLimit = frameLimit
        self.retryAfter = retryAfter
    }

    /// Reads the parameters of a `$/goaway`; `nil` when they name no reason.
    package init?(_ params: [UInt8]) {
        guard let value = try? JSONValue.parse(params), let reason = value["reason"]?.string else {
            return nil
        }
        self.init(
            reason: reason, message: value["message"]?.string ?? "",
            frameLimit: value["max_frame_bytes"]?.integer,
            retryAfter: value["retry_after_ms"]?.integer)
    }
}
