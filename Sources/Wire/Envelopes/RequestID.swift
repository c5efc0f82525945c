import JSON

/// The id that a client gives a request; it is echoed as it came, its type included.
package enum RequestID: Hashable, Sendable {
    /// A plain integer from 0 to 2⁵³−1.
    case integer(Int64)
    /// 1 to 64 bytes of printable ASCII.
    case text(String)
}

extension RequestID {
    /// Reads an id; `nil` when the value cannot be one.
    init?(_ reader: inout JSONReader) throws(JSONFault) {
        switch try reader.kind() {
        case .number:
            let number = try reader.readNumber()
            guard number.isPlain, let integer = number.integer else { return nil }
            self = .integer(integer)
        case .string:
            let token = try reader.readString()
            guard (1...WireLimits.idBytes).contains(token.utf8Count) else { return nil }
            let text = reader.text(of: token)
            guard text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
            self = .text(text)
        case .object, .array, .boolean, .null:
            _ = try reader.skipValue()
            return nil
        }
    }
}
