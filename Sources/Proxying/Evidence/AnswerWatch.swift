import JSON

/// Looks at an answer while it passes: how many tokens it cost, and whether it became an error.
package struct AnswerWatch: Sendable {
    /// What an answer is made of.
    private enum Form: Sendable {
        /// Events; the line that has begun is kept.
        case events
        /// One JSON text.
        case document
        /// Something else, which is not looked at.
        case other
    }

    /// The longest line or document that is looked at, in bytes.
    private static let longest = 1_048_576
    /// How much of an error event is kept, in bytes.
    private static let excerptBytes = 8192

    /// The tokens that were counted.
    package private(set) var usage = TokenUsage()
    /// The data of an event that says that the upstream failed.
    package private(set) var error: [UInt8]?
    /// Whether the first event is whole; until then the caller has no use for what has come.
    package private(set) var hasWholeEvent = false

    private let form: Form
    private var kept: [UInt8] = []
    private var isTooLong = false
    private var isErrorEvent = false

    /// Begins with an answer of a media type.
    package init(mediaType: String) {
        let type = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        form =
            switch type {
            case "text/event-stream": .events
            case "application/json": .document
            case _: .other
            }
    }

    /// Whether the answer comes in events.
    package var isEventStream: Bool {
        if case .events = form { true } else { false }
    }

    /// Looks at what has come.
    package mutating func look(at bytes: [UInt8]) {
        switch form {
        case .other: break
        case .document: keep(bytes[...])
        case .events:
            var rest = bytes[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                keep(rest[..<end])
                endLine()
                rest = rest[(end + 1)...]
            }
            keep(rest)
        }
    }

    /// Looks at the answer as a whole.
    package mutating func finish() {
        switch form {
        case .other: break
        case .events: endLine()
        case .document:
            guard !isTooLong else { return }
            usage.add(kept)
            kept = []
        }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard !isTooLong else { return }
        guard kept.count + bytes.count <= Self.longest else {
            isTooLong = true
            kept = []
            return
        }
        kept += bytes
    }

    private mutating func endLine() {
        defer {
            kept.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if kept.last == UInt8(ascii: "\r") { kept.removeLast() }
        if kept.isEmpty, !isTooLong {
            hasWholeEvent = true
            isErrorEvent = false
        } else if kept.starts(with: "event:".utf8) {
            isErrorEvent = kept.dropFirst(6).trimmingBlanks.elementsEqual("error".utf8)
        } else if kept.starts(with: "data:".utf8) {
            look(atData: Array(kept.dropFirst(5).trimmingBlanks))
        }
    }

    /// Most data are a few letters of a text: only what names tokens or an error is read.
    private mutating func look(atData data: [UInt8]) {
        if data.containsWord("sage") { usage.add(data) }
        guard error == nil else { return }
        if isErrorEvent || data.containsWord("\"error\"") && EventError.isError(data) {
            error = Array(data.prefix(Self.excerptBytes))
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without the blanks at both ends.
    fileprivate var trimmingBlanks: ArraySlice<UInt8> {
        var slice = self
        while slice.first == 0x20 { slice.removeFirst() }
        while slice.last == 0x20 { slice.removeLast() }
        return slice
    }
}

extension [UInt8] {
    /// Whether a word stands anywhere.
    fileprivate func containsWord(_ word: StaticString) -> Bool {
        let word = Array(word.description.utf8)
        guard count >= word.count else { return false }
        var index = 0
        while index <= count - word.count {
            if self[index] == word[0], self[index..<index + word.count] == word[...] { return true }
            index += 1
        }
        return false
    }
}

/// Tells an event that reports the upstream's failure from one that mentions an error.
private enum EventError {
    /// Whether a datum is an error: `{"error":{…}}`, or a `type` that says so. A field that is null
    /// says that there is none.
    static func isError(_ data: [UInt8]) -> Bool {
        guard let value = try? JSONValue.parse(data) else { return false }
        if let type = value["type"]?.string { return type == "error" || type == "response.failed" }
        return value["error"]?.members != nil
    }
}
