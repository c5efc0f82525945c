import JSON

/// Texts, and all that one byte can make of them.
enum Mutations {
    /// Between them they have every part of the grammar.
    static let texts = [
        #"{"a":[1,-2.5e+3,true],"b":{"c":null,"d":"x\n\u00e9"},"e":false}"#,
        #" [ "\ud83d\ude00é😀\\\"" , 0.5E-7 , {} , [ ] , 10 ] "#,
        "{\"aa\":\"\u{20ac}\",\"ab\":0,\"ac\":{\"aa\":-0}}",
    ]

    /// A text with each byte in turn replaced by every other, left out, and written twice.
    static func changes(of text: [UInt8]) -> [[UInt8]] {
        var changes: [[UInt8]] = []
        for place in text.indices {
            for byte in UInt8.min...UInt8.max where byte != text[place] {
                var changed = text
                changed[place] = byte
                changes.append(changed)
            }
            changes.append(Array(text[..<place] + text[(place + 1)...]))
            changes.append(Array(text[...place] + text[place...]))
        }
        return changes
    }

    /// Whether a text that we refuse is one of those that Foundation is known to accept: a name
    /// stands twice, or a comma before the end of an array.
    static func isLeniency(_ text: [UInt8], _ fault: JSONFault) -> Bool {
        guard fault.kind != .duplicateKey else { return true }
        guard fault.offset < text.count, text[fault.offset] == UInt8(ascii: "]") else {
            return false
        }
        return text[..<fault.offset].last { $0 > 0x20 } == UInt8(ascii: ",")
    }
}
