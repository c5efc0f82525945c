/// The character classes of RFC 9110, section 5.6, and of RFC 3986.
enum Characters {
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let colon = UInt8(ascii: ":")
    static let slash = UInt8(ascii: "/")

    /// A `tchar`, of which methods, field names and codings consist (RFC 9110, section 5.6.2).
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5E...0x7A,
            0x7C, 0x7E:
            true
        default: false
        }
    }

    /// What a field value may hold: white space, visible characters and the bytes above ASCII
    /// (RFC 9110, section 5.5).
    static func isFieldText(_ byte: UInt8) -> Bool {
        byte >= 0x20 ? byte != 0x7F : byte == tab
    }

    /// A space or a tab (RFC 9110, section 5.6.3).
    static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The value of a hexadecimal digit of either case; `nil` for anything else.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// `unreserved` or `sub-delims`, of which a registered name consists (RFC 3986, section 3.2.2).
    static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x24, 0x26...0x2E, 0x30...0x39, 0x3B, 0x3D, 0x41...0x5A, 0x5F, 0x61...0x7A,
            0x7E:
            true
        default: false
        }
    }

    /// A `pchar` that is not escaped (RFC 3986, section 3.3).
    static func isPathCharacter(_ byte: UInt8) -> Bool {
        isNameCharacter(byte) || byte == colon || byte == UInt8(ascii: "@")
    }

    /// The byte with a capital letter of ASCII made small.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
