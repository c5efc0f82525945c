/// Finds what has a body in Swift code.
enum SwiftBodies {
    static func bodies(in tokens: [Token]) -> [Body] {
        tokens.indices.compactMap { index in
            guard isKeyword(tokens, index), let opening = opening(tokens, from: index),
                !isRequirement(tokens, opening)
            else { return nil }
            let closing = closing(tokens, from: opening)
            let name = tokens[index].is("func") || tokens[index].is("var") ? index + 1 : index
            return Body(
                name: tokens[min(name, tokens.count - 1)].text, firstLine: tokens[index].line,
                lastLine: tokens[closing].line,
                onlyAssigns: tokens[index].is("init")
                    && onlyAssigns(tokens[(opening + 1)..<max(closing, opening + 1)]))
        }
    }

    /// Whether a declaration that may have a body begins here.
    private static func isKeyword(_ tokens: [Token], _ index: Int) -> Bool {
        guard tokens[index].kind == .word else { return false }
        switch tokens[index].text {
        case "func", "deinit", "var": return true
        case "init", "subscript": return index == 0 || !tokens[index - 1].is(".")
        default: return false
        }
    }

    /// The brace that opens the body; nothing for a requirement or a stored property.
    private static func opening(_ tokens: [Token], from keyword: Int) -> Int? {
        let isProperty = tokens[keyword].is("var")
        var depth = 0
        for index in (keyword + 1)..<max(tokens.count, keyword + 1) {
            let token = tokens[index]
            switch token.text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return index
            case "}" where depth == 0: return nil
            case "=" where depth == 0 && isProperty: return nil
            case _ where depth == 0 && startsDeclaration(token): return nil
            case _ where depth == 0 && isProperty && token.line > tokens[index - 1].line: return nil
            default: break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    /// Whether the brace opens a protocol's `{ get }` or `{ get set }`.
    private static func isRequirement(_ tokens: [Token], _ opening: Int) -> Bool {
        let words = tokens[(opening + 1)...].prefix { !$0.is("}") }
        return !words.isEmpty && words.allSatisfy { $0.is("get") || $0.is("set") }
    }

    private static func startsDeclaration(_ token: Token) -> Bool {
        switch token.text {
        case "func", "var", "let", "init", "subscript", "deinit", "case", "struct", "enum", "class",
            "protocol", "extension", "static", "mutating", "typealias", "associatedtype":
            return token.kind == .word
        default:
            return false
        }
    }

    private static func closing(_ tokens: [Token], from opening: Int) -> Int {
        var depth = 0
        for index in opening..<tokens.count {
            if tokens[index].is("{") { depth += 1 }
            if tokens[index].is("}") { depth -= 1 }
            if depth == 0 { return index }
        }
        return tokens.count - 1
    }

    /// Whether the body is nothing but `name = name` and `self.name = name`.
    private static func onlyAssigns(_ body: ArraySlice<Token>) -> Bool {
        var rest = body
        while let first = rest.first {
            if first.is("self"), rest.dropFirst().first?.is(".") == true {
                rest = rest.dropFirst(2)
            }
            let statement = Array(rest.prefix(3))
            guard statement.count == 3, statement[1].is("="),
                statement[0].kind == .word, statement[2].kind == .word
            else { return false }
            rest = rest.dropFirst(3)
            guard rest.first.map({ $0.line > statement[2].line }) ?? true else { return false }
        }
        return true
    }
}
