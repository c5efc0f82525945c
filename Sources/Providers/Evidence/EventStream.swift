import JSON

/// The events of a stream's first bytes (WHATWG HTML, section 9.2), or a WebSocket's one frame.
struct EventStream {
    /// One event: its name, if it has one, and its data.
    struct Event {
        var name: String?
        var data: [UInt8]
    }

    private var rest: ArraySlice<UInt8>
    private var budget = 12_288

    /// Takes the body of an answer.
    init(_ body: [UInt8]) {
        rest = body[...].trimmed
    }

    /// Whether a body looks like a stream of events rather than like one text.
    static func looksLikeOne(_ body: [UInt8]) -> Bool {
        let start = body[...].trimmed
        return ["data:", "event:", "id:", "retry:", ":"].contains { start.starts(with: $0.utf8) }
    }

    /// The next event with data; an event that the cut left incomplete counts as it is. None once
    /// the stream has cost too much.
    mutating func next() -> Event? {
        guard budget > 0 else { return nil }
        if rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "[") {
            defer { rest = [] }
            return Event(name: nil, data: Array(rest))
        }
        var event = Event(name: nil, data: [])
        while let line = nextLine() {
            if line.isEmpty {
                if !event.data.isEmpty { return event }
                event.name = nil
            } else {
                Self.add(line, to: &event)
            }
        }
        return event.data.isEmpty ? nil : event
    }

    /// The value that an event's data is.
    mutating func value(of event: Event) -> JSONValue? {
        guard event.data.first == UInt8(ascii: "{") || event.data.first == UInt8(ascii: "[")
        else { return nil }
        budget -= 24 + event.data.count / 4
        return JSONValue.parseBounded(event.data[...])
    }

    private mutating func nextLine() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
        let line = rest[..<end]
        var next = end
        if next < rest.endIndex {
            let isPair =
                rest[next] == 0x0D && next + 1 < rest.endIndex && rest[next + 1] == 0x0A
            next += isPair ? 2 : 1
        }
        rest = rest[next...]
        return line
    }

    private static func add(_ line: ArraySlice<UInt8>, to event: inout Event) {
        if let data = value(of: line, dataField) {
            if !event.data.isEmpty { event.data.append(0x0A) }
            event.data += data
        } else if let name = value(of: line, nameField) {
            event.name = String(decoding: name.prefix(64), as: UTF8.self)
        }
    }

    private static let dataField = Array("data:".utf8)
    private static let nameField = Array("event:".utf8)

    /// What stands behind a field's name, without the white space around it.
    private static func value(
        of line: ArraySlice<UInt8>, _ field: [UInt8]
    ) -> ArraySlice<UInt8>? {
        guard line.count >= field.count, line.first == field.first,
            line.prefix(field.count).elementsEqual(field)
        else { return nil }
        return line.dropFirst(field.count).trimmed
    }
}
