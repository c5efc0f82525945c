import Testing

extension Rule {
    static let lastWords = Rule("the program's last words are fixed text, without values") { file in
        guard file.sourceTarget != nil else { return [] }
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            let token = tokens[index]
            guard token.is("fatalError") || token.is("preconditionFailure"),
                index + 2 < tokens.count, tokens[index + 1].is("(")
            else { return nil }
            let isFixed = tokens[index + 2].kind == .string && tokens[index + 3].is(")")
            return isFixed ? nil : file.finding(token.line, "\(token.text) needs a fixed sentence")
        }
    }
}

struct LastWordsTests {
    private func complaints(_ code: String) -> Int {
        Rule.lastWords.complaints(about: code, at: "Sources/A/B.swift").count
    }

    @Test func `a value in the last words is found`() {
        #expect(complaints(#"fatalError("a \(secret)")"#) == 1)
        #expect(complaints("fatalError(message)") == 1)
        #expect(complaints("fatalError()") == 1)
        #expect(complaints(#"fatalError("a" + b)"#) == 1)
    }

    @Test func `a fixed sentence passes`() {
        #expect(complaints(#"fatalError("a clock is missing")"#) == 0)
    }
}
