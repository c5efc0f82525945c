/// A key of the keyboard, as the screen tells them apart.
package enum Key: Equatable, Sendable {
    case character(Character)
    case enter, escape, backspace
    case up, down, pageUp, pageDown, home, end
    /// Ctrl with a letter, the letter in lower case.
    case control(Character)
}

/// Makes keys of the bytes that a terminal sends.
package struct KeyReader {
    private var bytes: [UInt8] = []

    /// Begins without a byte.
    package init() {}

    /// Whether a key has begun and not ended: an Escape may be a key or the start of another.
    package var isPending: Bool { !bytes.isEmpty }

    /// Takes in what was read, and answers with the keys that are whole.
    package mutating func take(_ read: [UInt8]) -> [Key] {
        bytes += read
        var keys: [Key] = []
        while let (key, count) = first() {
            bytes.removeFirst(count)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// Ends a key that has begun, since nothing has followed for a while.
    package mutating func flush() -> [Key] {
        let isEscape = bytes.first == 0x1b
        bytes.removeAll()
        return isEscape ? [.escape] : []
    }

    /// The first key and how many bytes it has; no key for bytes that mean nothing here. `nil`
    /// while bytes are missing.
    private func first() -> (Key?, Int)? {
        guard let byte = bytes.first else { return nil }
        switch byte {
        case 0x1b: return sequence()
        case 0x0d, 0x0a: return (.enter, 1)
        case 0x7f, 0x08: return (.backspace, 1)
        case 0x01...0x1a: return (.control(Character(Unicode.Scalar(byte + 0x60))), 1)
        case 0x20..<0x7f: return (.character(Character(Unicode.Scalar(byte))), 1)
        case 0xc2..<0xf5: return character(of: byte)
        case _: return (nil, 1)
        }
    }

    /// A character of more than one byte (UTF-8).
    private func character(of lead: UInt8) -> (Key?, Int)? {
        let count = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
        guard bytes.count >= count else { return nil }
        guard let text = String(validating: bytes[..<count], as: UTF8.self),
            let character = text.first
        else { return (nil, 1) }
        return (.character(character), count)
    }

    /// A key that is sent as an escape sequence (ECMA-48 5.4, and SS3 of the keypad).
    private func sequence() -> (Key?, Int)? {
        guard bytes.count > 1 else { return nil }
        guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else {
            return (.escape, 1)
        }
        guard let end = bytes[2...].firstIndex(where: { $0 >= 0x40 && $0 < 0x7f }) else {
            // Longer than any key: not one.
            return bytes.count > 16 ? (nil, bytes.count) : nil
        }
        let number = bytes[2..<end].prefix { $0 >= 0x30 && $0 < 0x3a }
        return (Self.key(final: bytes[end], number: Array(number)), end + 1)
    }

    private static func key(final: UInt8, number: [UInt8]) -> Key? {
        switch (final, String(decoding: number, as: UTF8.self)) {
        case (UInt8(ascii: "A"), _): .up
        case (UInt8(ascii: "B"), _): .down
        case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): .home
        case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): .end
        case (UInt8(ascii: "~"), "5"): .pageUp
        case (UInt8(ascii: "~"), "6"): .pageDown
        case _: nil
        }
    }
}
