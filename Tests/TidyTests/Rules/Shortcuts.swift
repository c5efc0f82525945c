import Testing

extension Rule {
    static let shortcuts = Rule("no way around the compiler's checks is taken") { file in
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            guard let shortcut = shortcut(tokens, index) else { return nil }
            return file.finding(tokens[index].line, shortcut)
        }
    }

    private static func shortcut(_ tokens: [Token], _ index: Int) -> String? {
        let token = tokens[index]
        switch token.text {
        case "@inlinable", "@usableFromInline", "@unchecked", "@testable", "@preconcurrency":
            return "\(token.text) is not used here"
        case "!" where forcesUnwrap(tokens, index):
            switch tokens[index - 1].text {
            case "try", "as": return "\(tokens[index - 1].text)! hides a failure"
            default: return "a forced unwrap hides a failure"
            }
        case "unsafe" where index > 1 && tokens[index - 2].is("nonisolated"):
            return "nonisolated(unsafe) is not used here"
        default:
            return nil
        }
    }

    /// Whether the `!` stands behind a value or a type, and not before one or in `!=`.
    private static func forcesUnwrap(_ tokens: [Token], _ index: Int) -> Bool {
        guard index > 0, tokens[index].touchesPrevious else { return false }
        if index + 1 < tokens.count, tokens[index + 1].is("="), tokens[index + 1].touchesPrevious {
            return false
        }
        let before = tokens[index - 1]
        return before.kind == .word || [")", "]", "}", "!", "?"].contains(before.text)
    }
}

struct ShortcutsTests {
    private func complaints(_ code: String) -> [String] {
        Rule.shortcuts.complaints(about: code, at: "Sources/A/B.swift")
            .map { String($0.dropFirst("Sources/A/B.swift:1: ".count)) }
    }

    @Test(arguments: ["a!.b", "f(a)!", "a[0]!", "var a: Int!", "a!", "a!!"])
    func `a forced unwrap is found`(code: String) {
        #expect(complaints(code).first == "a forced unwrap hides a failure")
    }

    @Test(arguments: ["!a", "a != b", "a!=b", "f(!a)", "[!a]", "{ !a }", "a && !b", "\"a!\" // b!"])
    func `a negation is none`(code: String) {
        #expect(complaints(code).isEmpty)
    }

    @Test func `what turns the compiler's checks off is found`() {
        #expect(complaints("try! f()") == ["try! hides a failure"])
        #expect(complaints("a as! B") == ["as! hides a failure"])
        #expect(complaints("class A: @unchecked Sendable") == ["@unchecked is not used here"])
        #expect(complaints("@inlinable func f()") == ["@inlinable is not used here"])
        #expect(
            complaints("nonisolated(unsafe) var a = 1") == ["nonisolated(unsafe) is not used here"])
    }
}
