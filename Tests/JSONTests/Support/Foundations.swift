import Foundation
import JSON

/// Foundation's reader, which was written by others from the same specification.
enum Foundations {
    /// What Foundation makes of a text; nil when it refuses the text.
    static func read(_ text: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
    }

    /// Whether a value of ours and one of Foundation's are the same. Foundation reads a number by
    /// way of a `Decimal`, which loses the last bits of some.
    static func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours.content {
        case .null: return theirs is NSNull
        case .boolean(let boolean): return (theirs as? Bool) == boolean
        case .number:
            guard let number = theirs as? NSNumber, let double = ours.double else { return false }
            return abs(number.doubleValue - double) <= 1e-12 * double.magnitude
        case .string(let string):
            guard let text = theirs as? String else { return false }
            return text.utf8.elementsEqual(string.utf8)
        case .array(let elements):
            guard let list = theirs as? [Any], list.count == elements.count else { return false }
            return zip(elements, list).allSatisfy(isSame)
        case .object(let members):
            guard let map = theirs as? [String: Any], map.count == members.count else {
                return false
            }
            return members.allSatisfy { member in
                map[member.name].map { isSame(member.value, $0) } ?? false
            }
        }
    }

    /// Whether a value holds a number that no double comes near: we keep it as it is spelt, and
    /// Foundation refuses it.
    static func isBeyond(_ value: JSONValue) -> Bool {
        switch value.content {
        case .number(let number, _): number.double == nil
        case .array(let elements): elements.contains(where: isBeyond)
        case .object(let members): members.contains { isBeyond($0.value) }
        default: false
        }
    }
}
