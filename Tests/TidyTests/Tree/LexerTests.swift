import Testing

struct LexerTests {
    private func texts(_ code: String) -> [String] { Lexer.tokens(of: code).map(\.text) }

    @Test func `comments leave no tokens, nested ones neither`() {
        #expect(texts("a // b\n/* c /* d */ e */ f") == ["a", "f"])
    }

    @Test func `strings hide what they hold, whatever their form`() {
        #expect(texts(#"f("a ) \" b", c)"#) == ["f", "(", "", ",", "c", ")"])
        #expect(texts("\"\"\"\na \"b\" c\n\"\"\" d") == ["", "d"])
        #expect(texts(##"#"a " \(b) "# c"##) == ["", "c"])
    }

    @Test func `what is interpolated is code again`() {
        let tokens = Lexer.tokens(of: #""a \(b ?? "c") d" e"#)
        #expect(tokens.map(\.text) == ["", "(", "b", "?", "?", "", ")", "e"])
        #expect(tokens[0].kind == .interpolatedString)
        #expect(tokens[5].kind == .string)
    }

    @Test func `names in backticks, attributes and directives are words`() {
        #expect(
            texts("@Test func `a b`() #if os") == ["@Test", "func", "`a b`", "(", ")", "#if", "os"])
    }

    @Test func `lines are counted through comments and strings`() {
        let tokens = Lexer.tokens(of: "/*\n*/ a\n\"\"\"\n\n\"\"\"\nb // c\nd")
        #expect(tokens.map(\.line) == [2, 3, 6, 7])
    }

    @Test func `a token knows whether it touches the one before`() {
        let touching = Lexer.tokens(of: "a! ! b/**/c").map(\.touchesPrevious)
        #expect(touching == [false, true, false, false, false])
    }

    @Test func `what ends too early is read to its end`() {
        #expect(texts("\"a").count == 1)
        #expect(texts("/* a").isEmpty)
        #expect(texts("`a") == ["`a"])
        #expect(texts(#""\("#) == ["", "("])
    }
}
