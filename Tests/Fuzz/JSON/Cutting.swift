import JSON

/// A text that may have been cut keeps what was complete.
enum Cutting {
    static func check(_ text: [UInt8]) {
        let whole = try? JSONValue.parse(text)
        let prefix = JSONValue.parsePrefix(text)
        if let whole {
            guard let prefix else { fatalError("a whole text is taken for nothing") }
            Law.require(prefix.encoded() == whole.encoded(), "a whole text is read differently")
            check(text, whole, cutAt: text.count - text.count / 3)
            check(text, whole, cutAt: text.count / 2)
        }
        guard let prefix else { return }
        RoundTrip.check(prefix, of: text)
    }

    /// Cut behind the bracket of its container, a text that was accepted is never nothing.
    private static func check(_ text: [UInt8], _ whole: JSONValue, cutAt end: Int) {
        guard whole.array != nil || whole.members != nil, end > whole.offset else { return }
        guard let part = JSONValue.parsePrefix(Array(text[..<end])) else {
            fatalError("what was before the cut is lost")
        }
        Law.require(
            (part.array?.count ?? 0) <= (whole.array?.count ?? 0)
                && (part.members?.count ?? 0) <= (whole.members?.count ?? 0),
            "a cut text has more than the whole one")
    }
}
