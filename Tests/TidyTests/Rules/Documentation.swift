import Foundation
import Testing

extension Rule {
    static let documentation = Rule("what others may use says what it is for") { file in
        guard file.sourceTarget != nil else { return [] }
        let lines = Set(
            file.tokens.indices.filter { isExposed(file.tokens, $0) }
                .map { file.tokens[$0].line })
        return lines.sorted().filter { !hasComment(file.lines, above: $0 - 1) }
            .map { file.finding($0, "a package or public declaration without a doc comment") }
    }

    /// Whether a token makes a declaration visible to other targets.
    private static func isExposed(_ tokens: [Token], _ index: Int) -> Bool {
        guard tokens[index].is("package") || tokens[index].is("public") else { return false }
        guard index + 1 < tokens.count, tokens[index + 1].kind == .word else { return false }
        return !tokens[index + 1].is("import") && !tokens[index + 1].is("extension")
    }

    /// Whether the line above, attributes apart, is a `///` that says something.
    private static func hasComment(_ lines: [Substring], above line: Int) -> Bool {
        for index in lines.indices[..<line].reversed() {
            let text = lines[index].trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("@") { continue }
            return text.hasPrefix("///") && says(lines[...index])
        }
        return false
    }

    /// Whether one of the comment's lines has more than slashes.
    private static func says(_ lines: ArraySlice<Substring>) -> Bool {
        lines.reversed().lazy.map { $0.trimmingCharacters(in: .whitespaces) }
            .prefix { $0.hasPrefix("///") }
            .contains { $0.count > 4 }
    }
}

struct DocumentationTests {
    private func count(_ code: String) -> Int {
        Rule.documentation.complaints(about: code, at: "Sources/A/B.swift").count
    }

    @Test func `a declaration that others see needs a doc comment`() {
        #expect(count("package struct A {}") == 1)
        #expect(count("// A comment.\npackage func f() {}") == 1)
        #expect(count("///\npublic func f() {}") == 1)
        #expect(count("/// The other.\nlet a = 1\n    private(set) package var b = 1") == 1)
    }

    @Test func `attributes may stand between`() {
        #expect(count("/// Gives it.\n@discardableResult\npackage func f() {}") == 0)
        #expect(count("/// Gives it.\n///\n/// - More.\npackage private(set) var a = 1") == 0)
    }

    @Test func `imports and what nobody sees need none`() {
        #expect(count("package import JSON\nfunc f() {}\nlet package = 1\n") == 0)
    }
}
