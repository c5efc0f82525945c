import Testing

extension Rule {
    static let typedThrows = Rule("a function of the sources says what it throws") { file in
        guard file.sourceTarget != nil else { return [] }
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            switch tokens[index].text {
            case "throws" where next?.is("(") != true:
                return file.finding(tokens[index].line, "throws does not say what")
            case "any" where next?.is("Error") == true:
                return file.finding(tokens[index].line, "any Error says nothing of the failure")
            default:
                return nil
            }
        }
    }
}

struct TypedThrowsTests {
    @Test func `an untyped throws and any Error are found`() {
        let code = "func f() throws {}\nfunc g() throws(Errno) {}\nlet a: any Error"
        #expect(
            Rule.typedThrows.complaints(about: code, at: "Sources/A/B.swift") == [
                "Sources/A/B.swift:1: throws does not say what",
                "Sources/A/B.swift:3: any Error says nothing of the failure",
            ])
        #expect(Rule.typedThrows.complaints(about: code, at: "Tests/ATests/B.swift").isEmpty)
    }
}
