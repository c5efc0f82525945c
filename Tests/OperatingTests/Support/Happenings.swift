import Operating

/// Events as the daemon tells them, put together from parts.
enum Happenings {
    static func event(_ number: Int, _ kind: String, _ members: String = "") -> String {
        let rest = members.isEmpty ? "" : ",\(members)"
        return quoted("{'at':'2026-03-12T11:34:07.250Z','kind':'\(kind)','seq':\(number)\(rest)}")
    }

    static func page(_ events: [String], last: Int) -> String {
        "{\"events\":[\(events.joined(separator: ","))],\"last_seq\":\(last)}"
    }

    static func read(_ events: String...) throws(CommandFault) -> [PoolEvent] {
        try EventPage(Array(page(events, last: events.count).utf8)).events
    }
}
