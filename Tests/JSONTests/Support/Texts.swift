import Foundation
import JSON
import Seeding

/// The lists of texts of the specification, and ways to read a text.
enum Texts {
    /// Values by themselves: accepted, malformed, or with a name that stands twice.
    static func list(_ name: String) -> [[UInt8]] {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let file = folder.appending(path: "proto-spec/vectors/texts/json.json")
        guard let data = try? Data(contentsOf: file),
            let value = try? JSONValue.parse(Array(data))
        else { return [] }
        return (value[name]?.array ?? []).compactMap(\.string).map { text in
            name.hasSuffix("_hex") ? unhex(text) : Array(text.utf8)
        }
    }

    /// What is wrong with a text, if anything is.
    static func fault(_ text: [UInt8]) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONValue.parse(text)
            return nil
        } catch {
            return error
        }
    }

    /// The same, for a text in UTF-8.
    static func fault(_ text: String) -> JSONFault? { fault(Array(text.utf8)) }

    /// What is wrong with a text that is passed over as the value of an unknown member.
    static func faultWhenSkipped(_ text: [UInt8]) -> JSONFault? {
        var reader = JSONReader(Array(#"{"x":"#.utf8) + text + Array("}".utf8))
        let names = JSONNames(["y"])
        do throws(JSONFault) {
            try reader.beginObject()
            while try reader.nextMember(names) != nil { _ = try reader.skipValue() }
            try reader.finish()
            return nil
        } catch {
            return error
        }
    }

    /// The canonical form of a text.
    static func canonical(_ text: String) throws -> String {
        String(decoding: try JSONValue.parse(Array(text.utf8)).encoded(), as: UTF8.self)
    }

    private static func unhex(_ text: String) -> [UInt8] {
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }
}

/// Random texts that are well formed.
struct TextMaker {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func value(depth: Int = 0) -> String {
        switch Int.random(in: depth > 4 ? 2...6 : 0...6, using: &random) {
        case 0: return container("{", "}", depth) { $0.string(unique: $1) + ":" }
        case 1: return container("[", "]", depth) { _, _ in "" }
        case 2: return number()
        case 3: return "true"
        case 4: return "null"
        case _: return string(unique: Int.random(in: 0...9, using: &random))
        }
    }

    private mutating func container(
        _ open: String, _ close: String, _ depth: Int, _ name: (inout TextMaker, Int) -> String
    ) -> String {
        var parts: [String] = []
        for index in 0..<Int.random(in: 0...20, using: &random) where index < 4 || depth < 2 {
            parts.append(space() + name(&self, index) + value(depth: depth + 1))
        }
        return open + parts.joined(separator: ",") + space() + close
    }

    private mutating func space() -> String {
        ["", "", " ", "\n\t"].randomElement(using: &random) ?? ""
    }

    private mutating func string(unique: Int) -> String {
        let pieces = [
            "a", "é", "😀", #"\n"#, #"\u0041"#, #"\ud83d\ude00"#, #"\\"#, #"\""#, "/", #"\/"#, " ",
            "idempotency_key_and_more",
        ]
        let count = Int.random(in: 0...4, using: &random)
        let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }
        return "\"\(unique)" + text.joined() + "\""
    }

    private mutating func number() -> String {
        let numbers = [
            "0", "-1", "1.5", "1e3", "-0.25E-2", "9007199254740991", "123456789.123", "4.9e-324",
        ]
        return numbers.randomElement(using: &random) ?? "0"
    }
}
