package import JSON

/// One frame of the daemon, read.
package struct Answer: Sendable {
    /// The request that it answers; `nil` for what answers none.
    package let id: Int64?
    /// What it says; `nil` when it is too long to be read each time.
    package let text: JSONValue?

    /// Reads a frame's text.
    ///
    /// A long one, which only the protocol's own description is, is not read but for its id: it is
    /// the same each time.
    package init?(_ bytes: [UInt8]) {
        if bytes.count > Self.longest {
            guard let id = Self.leadingID(bytes) else { return nil }
            self.id = id
            text = nil
            return
        }
        guard let value = try? JSONValue.parse(bytes) else { return nil }
        id = value["id"]?.integer
        text = value
    }

    private static let longest = 32_768

    private static func leadingID(_ bytes: [UInt8]) -> Int64? {
        let opening = Array(#"{"id":"#.utf8)
        guard bytes.starts(with: opening) else { return nil }
        let digits = bytes.dropFirst(opening.count).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    /// What was done, when it was.
    package var result: JSONValue? { text?["result"] }
    /// What is said beside the message, when it was refused.
    package var refusal: JSONValue? { text?["error"]?["data"] }
    /// Why it was refused.
    package var reason: String? { refusal?["reason"]?.string }
    /// What it tells of its own accord.
    package var method: String? { text?["method"]?.string }
    /// What goes with that.
    package var params: JSONValue? { text?["params"] }
}
