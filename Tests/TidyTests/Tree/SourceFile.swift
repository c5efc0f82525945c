import Foundation

/// A text file of the repository, with what the rules ask about it.
struct SourceFile: Sendable {
    /// What a file is written in, as far as the rules care.
    enum Language: Sendable {
        case swift
        case python
        case shell
        case c
        case other
    }

    /// The path from the repository's top, parted by `/`.
    let path: String
    let lines: [Substring]
    let language: Language
    /// The Swift tokens; empty for other languages.
    let tokens: [Token]
    /// The functions, initializers and computed properties that have a body.
    let bodies: [Body]

    init(path: String, text: String) {
        self.path = path
        lines = Self.lines(of: text)
        language = Self.language(path, firstLine: lines.first ?? "")
        tokens = language == .swift ? Lexer.tokens(of: text) : []
        switch language {
        case .swift: bodies = SwiftBodies.bodies(in: tokens)
        case .python: bodies = PythonBodies.bodies(in: lines)
        case .shell: bodies = ShellBodies.bodies(in: lines)
        case .c, .other: bodies = []
        }
    }

    /// The parts of the path, the file's name last.
    var pathParts: [Substring] { path.split(separator: "/") }

    /// The target whose source this is: `JSON` for `Sources/JSON/…`.
    var sourceTarget: String? {
        let parts = pathParts
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// Whether this belongs to a test target.
    var isTest: Bool { path.hasPrefix("Tests/") }

    /// The file's name without what follows the last dot.
    var stem: Substring {
        let name = pathParts.last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return name }
        return name[..<dot]
    }

    /// A finding on a line of this file.
    func finding(_ line: Int, _ message: String) -> Finding {
        Finding(path: path, line: line, message: message)
    }

    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func language(_ path: String, firstLine: Substring) -> Language {
        if path.hasSuffix(".swift") { return .swift }
        if path.hasSuffix(".py") { return .python }
        if path.hasSuffix(".sh") { return .shell }
        if path.hasSuffix(".h") || path.hasSuffix(".c") { return .c }
        guard firstLine.hasPrefix("#!") else { return .other }
        return firstLine.contains("python") ? .python : .shell
    }
}
