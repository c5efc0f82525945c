/// Whether a connection goes on after a message (RFC 9112, section 9.3).
enum Persistence {
    /// What the sender of a head says: `close` ends it, HTTP/1.1 goes on by itself, HTTP/1.0 only
    /// when it asks.
    static func isWanted(by fields: Fields, _ version: HTTPVersion) -> Bool {
        guard !fields.list("connection", contains: "close") else { return false }
        return version == .http11 || fields.list("connection", contains: "keep-alive")
    }
}
