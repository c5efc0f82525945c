import JSON
import Seeding
import Testing

struct UnescapedBytesTests {
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a string that is escaped in part or in whole is the same string`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scalars = ["a", "\"", "\\", "\n", "é", "€", "😀", "\u{1}"].compactMap(
            \.unicodeScalars.first)
        let chosen = (0..<12).compactMap { _ in scalars.randomElement(using: &random) }
        var text = ""
        for scalar in chosen {
            let mustBeEscaped = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if mustBeEscaped || Bool.random(using: &random) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        let value = try JSONValue.parse(Array("\"\(text)\"".utf8))
        var expected = ""
        expected.unicodeScalars.append(contentsOf: chosen)
        #expect(value.string == expected, "seed \(seed)")
    }
}
