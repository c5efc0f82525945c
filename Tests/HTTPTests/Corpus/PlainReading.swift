import Foundation

/// What the bytes of a connection are, read in the slow and obvious way: all at once, each line
/// against the grammar of its section as one expression.
struct PlainReading: Equatable {
    struct Request: Equatable {
        let method: String
        /// The path and the query.
        let target: String
        /// Names and values by turns.
        let fields: [String]
        let content: [UInt8]
    }

    enum End { case clean, closed, refused }

    private(set) var requests: [Request] = []
    private(set) var end = End.refused

    /// What another reader found.
    init(requests: [Request], end: End) {
        self.requests = requests
        self.end = end
    }

    /// Reads requests to the first that is none or is the last.
    init(_ bytes: [UInt8]) {
        var rest = Self.text(bytes[...])
        repeat {
            if rest.hasPrefix("\r\n") { rest = String(rest.unicodeScalars.dropFirst(2)) }
            guard !rest.isEmpty else {
                end = .clean
                return
            }
            guard let goesOn = readRequest(&rest) else { return }
            guard goesOn else {
                end = .closed
                return
            }
        } while true
    }

    /// Bytes as characters of the same number.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// Reads one request; whether another may follow, `nil` when this is none.
    private mutating func readRequest(_ rest: inout String) -> Bool? {
        guard let line = Self.cut(&rest), let start = Grammar.requestLine.groups(of: line),
            start[1].count <= 32, start[1] != "CONNECT", !Grammar.hasDotSegment(start[3]),
            !start[2].isEmpty || !start[3].isEmpty
        else { return nil }
        var fields: [String] = []
        while true {
            guard let line = Self.cut(&rest) else { return nil }
            if line.isEmpty { break }
            guard let field = Grammar.field.groups(of: line) else { return nil }
            fields += field[1...2]
        }
        let isOld = start[5] == "0"
        let hosts = Self.values(of: "host", in: fields)
        guard hosts.count == 1 || hosts.isEmpty && isOld,
            hosts.allSatisfy({ Grammar.authority.groups(of: $0) != nil }),
            let content = Self.cutContent(&rest, fields, isOld)
        else { return nil }
        let target = (start[3].isEmpty ? "/" : start[3]) + start[4]
        requests.append(
            Request(method: start[1], target: target, fields: fields, content: content))
        let options = Self.values(of: "connection", in: fields).joined(separator: ",")
            .lowercased().components(separatedBy: ",")
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t")) }
        return !options.contains("close") && (!isOld || options.contains("keep-alive"))
    }

    private static func values(of name: String, in fields: [String]) -> [String] {
        stride(from: 0, to: fields.count, by: 2).filter { fields[$0].lowercased() == name }
            .map { fields[$0 + 1] }
    }

    /// Cuts a line off; `nil` when it has no end.
    private static func cut(_ rest: inout String) -> String? {
        let scalars = rest.unicodeScalars
        guard
            let end = scalars.indices.first(where: {
                scalars[$0...].starts(with: "\r\n".unicodeScalars)
            })
        else { return nil }
        let line = String(scalars[..<end])
        rest = String(scalars[end...].dropFirst(2))
        return line
    }

    private static func cut(_ count: Int, _ rest: inout String) -> [UInt8]? {
        let bytes = rest.unicodeScalars.prefix(count).map { UInt8($0.value) }
        guard bytes.count == count else { return nil }
        rest = String(rest.unicodeScalars.dropFirst(count))
        return bytes
    }

    private static func cutContent(
        _ rest: inout String, _ fields: [String], _ isOld: Bool
    ) -> [UInt8]? {
        let lengths = values(of: "content-length", in: fields)
        let codings = values(of: "transfer-encoding", in: fields)
        switch (lengths.count, codings.count) {
        case (0, 0): return []
        case (1, 0):
            guard lengths[0].range(of: "\\A[0-9]+\\z", options: .regularExpression) != nil,
                let count = Int(lengths[0])
            else { return nil }
            return cut(count, &rest)
        case (0, 1):
            return codings[0].lowercased() == "chunked" && !isOld ? cutChunks(&rest) : nil
        default: return nil
        }
    }

    private static func cutChunks(_ rest: inout String) -> [UInt8]? {
        var content: [UInt8] = []
        while true {
            guard let line = cut(&rest), let groups = Grammar.chunk.groups(of: line),
                let size = Int(groups[1], radix: 16)
            else { return nil }
            if size == 0 { break }
            guard let bytes = cut(size, &rest), cut(&rest) == "" else { return nil }
            content += bytes
        }
        while true {
            guard let line = cut(&rest) else { return nil }
            if line.isEmpty { return content }
            guard Grammar.field.groups(of: line) != nil else { return nil }
        }
    }
}
