import Foundation
import Testing

extension Rule {
    /// Joined here, so that this file does not contain what it looks for.
    private static let reminders = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]

    static let leftovers = Rule("nothing is left for later") { file in
        file.lines.indices.flatMap { index in
            reminders.filter { contains(file.lines[index], word: $0) }
                .map { file.finding(index + 1, "\($0) is left over") }
        }
    }

    static let banners = Rule("a comment is a sentence, not a banner") { file in
        guard file.language != .other else { return [] }
        return file.lines.indices.filter { isBanner(file.lines[$0]) }
            .map { file.finding($0 + 1, "a banner says nothing") }
    }

    /// Whether a line has the word with no letter or digit at either side.
    private static func contains(_ line: Substring, word: String) -> Bool {
        guard let range = line.range(of: word) else { return false }
        let before = line[..<range.lowerBound].last, after = line[range.upperBound...].first
        return ![before, after].contains { $0?.isLetter == true || $0?.isNumber == true }
    }

    /// Whether a comment has four rules of a kind in a row.
    private static func isBanner(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("//") || text.hasPrefix("#") || text.hasPrefix("/*") else {
            return false
        }
        return ["-", "=", "*", "#", "~", "\u{2014}", "\u{2500}", "\u{2550}"].contains {
            text.contains(String(repeating: $0, count: 4)) && !text.contains("|")
        }
    }
}

struct LeftoversTests {
    @Test func `a reminder is found in any file`() {
        let reminder = "TO" + "DO"
        #expect(
            Rule.leftovers.complaints(about: "a\n# \(reminder): b", at: "a.md") == [
                "a.md:2: \(reminder) is left over"
            ])
        #expect(Rule.leftovers.complaints(about: "\(reminder)S or NODE", at: "a.md").isEmpty)
    }

    @Test(arguments: [
        "// " + "----- Reading", "    // MARK: " + "=====", "# \u{2014}\u{2014}\u{2014}\u{2014}",
    ])
    func `a banner is found`(line: String) {
        #expect(Rule.banners.complaints(about: line, at: "a.swift").count == 1)
    }

    @Test(arguments: ["// a -- b", "let a = 1 // c", "/// `---`", "f(\"----\")"])
    func `a sentence is none`(line: String) {
        #expect(Rule.banners.complaints(about: line, at: "a.swift").isEmpty)
    }
}
