import JSON
import Seeding

/// A value that is made at random, written by the writer and compared with what is read back.
indirect enum RandomTree {
    case null
    case boolean(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([RandomTree])
    case object([(name: String, value: RandomTree)])

    /// A tree that is at most `JSONLimits.depth` deep.
    static func make(_ random: inout SeededRandom, depth: Int = 0) -> RandomTree {
        switch Int.random(in: depth > 5 ? 2...7 : 0...7, using: &random) {
        case 0:
            return .array(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    make(&random, depth: depth + 1)
                })
        case 1: return object(&random, depth)
        case 2: return .null
        case 3: return .boolean(Bool.random(using: &random))
        case 4: return .integer(Int64.random(in: -limit...limit, using: &random))
        case 5: return .integer(Int64.random(in: -1000...1000, using: &random))
        case 6:
            let double = Double(bitPattern: random.next())
            return .double(double.isFinite ? double : 0.1)
        default: return .string(string(&random))
        }
    }

    /// Writes the tree; an object's members are in the order of their names already.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let boolean): writer.boolean(boolean)
        case .integer(let integer): writer.integer(integer)
        case .double(let double): writer.number(double)
        case .string(let string): writer.string(string)
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.name(member.name)
                member.value.write(to: &writer)
            }
            writer.endObject()
        }
    }

    /// Whether a value that was read is this one.
    func isSame(as value: JSONValue) -> Bool {
        switch (self, value.content) {
        case (.null, .null): return true
        case (.boolean(let one), .boolean(let other)): return one == other
        case (.integer(let one), .number(let other, _)): return one == other.integer
        case (.double(let one), .number(let other, _)): return one == other.double
        case (.string(let one), .string(let other)): return one.utf8.elementsEqual(other.utf8)
        case (.array(let one), .array(let other)):
            return one.count == other.count
                && zip(one, other).allSatisfy { $0.isSame(as: $1) }
        case (.object(let one), .object(let other)):
            return one.count == other.count
                && zip(one, other).allSatisfy {
                    $0.name.utf8.elementsEqual($1.name.utf8) && $0.value.isSame(as: $1.value)
                }
        default: return false
        }
    }

    private static let tops: [UInt32] = [0x20, 0x7F, 0x7FF, 0xFDCF, 0xEFFFF]
    private static let limit = JSONLimits.integer

    private static func object(_ random: inout SeededRandom, _ depth: Int) -> RandomTree {
        var names: [String] = []
        for _ in 0..<Int.random(in: 0...(depth < 2 ? 24 : 3), using: &random) {
            let name = string(&random)
            if !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { names.append(name) }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return .object(names.map { ($0, make(&random, depth: depth + 1)) })
    }

    /// Characters of every length in UTF-8; a noncharacter would not come back as itself.
    private static func string(_ random: inout SeededRandom) -> String {
        var string = ""
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            let top = tops.randomElement(using: &random) ?? 0
            let number = UInt32.random(in: 0...top, using: &random)
            let isNoncharacter = number & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(number)
            guard !isNoncharacter, let scalar = UnicodeScalar(number) else { continue }
            string.unicodeScalars.append(scalar)
        }
        return string
    }
}
