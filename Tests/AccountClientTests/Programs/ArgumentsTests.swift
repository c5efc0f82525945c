import AccountClient
import Testing

struct ArgumentsTests {
    private static let options = [
        Arguments.Option("--socket", "PATH", purpose: "where"),
        Arguments.Option("--json", purpose: "how"),
    ]

    private func parse(_ line: String...) throws(UsageFault) -> Arguments {
        try Arguments(line, options: Self.options)
    }

    @Test func `options and words mix, and a value follows or is joined`() throws {
        let first = try parse("a", "--socket", "/s", "b", "--json")
        let second = try parse("--json", "a", "--socket=/s", "b")
        #expect(first == second)
        #expect(first.words == ["a", "b"])
        #expect(first["--socket"] == "/s")
        #expect(first.has("--json") && first.has("--socket") && !first.has("--other"))
    }

    @Test func `after two dashes every word stands for itself, and a lone dash always`() throws {
        #expect(try parse("-", "--", "--json", "-x").words == ["-", "--json", "-x"])
    }

    @Test func `the last of two values counts, and one may hold an equals sign`() throws {
        #expect(try parse("--socket", "a", "--socket=b=c")["--socket"] == "b=c")
    }

    @Test func `an option that is given again keeps all its values, in order`() throws {
        var arguments = try parse("--socket", "a", "--socket=b")
        arguments.add(try parse("--socket", "c"))
        #expect(arguments.all("--socket") == ["a", "b", "c"])
        #expect(arguments.all("--json").isEmpty)
    }

    @Test(arguments: [
        (["--sokcet", "x"], "unknown option --sokcet; did you mean --socket?"),
        (["-q"], "unknown option -q; see --help"),
        (["--json=1"], "--json takes no value"),
        (["--socket"], "--socket needs a value: --socket PATH"),
        (["--socket="], "--socket needs a value: --socket PATH"),
        (["--\u{1b}[31m"], "unknown option; see --help"),
    ])
    func `a mistake is named in one line`(line: [String], message: String) {
        #expect(throws: UsageFault(message)) { try Arguments(line, options: Self.options) }
    }

    @Test(arguments: ["sk-proj-0Abc1Def2Ghi3Jkl4Mno", "--0123456789abcdef0123456789abcdef"])
    func `what may be a secret is not repeated`(word: String) {
        #expect(UsageFault(unknown: "word", word, among: []).message == "unknown word; see --help")
        #expect(UsageFault.mention(word) == "")
        #expect(UsageFault.mention("sumary") == " sumary")
    }

    @Test func `reading may stop behind the first word`() throws {
        let line = ["--json", "health", "--later", "x"]
        var arguments = try Arguments(line, options: Self.options, untilWord: true)
        #expect(arguments.words == ["health"])
        #expect(arguments.rest == ["--later", "x"])
        arguments.add(try parse("--socket", "s", "y"))
        #expect(arguments.words == ["health", "y"])
        #expect(arguments["--socket"] == "s")
        #expect(arguments.has("--json"))
    }

    @Test func `two dashes before the first word leave the rest as words`() throws {
        let line = ["--", "health", "--json"]
        let arguments = try Arguments(line, options: Self.options, untilWord: true)
        #expect(arguments.words == ["health", "--json"])
        #expect(arguments.rest.isEmpty)
    }

    @Test func `an integer has a range`() throws {
        #expect(try parse("--socket", "12").integer("--socket", in: 1...12) == 12)
        #expect(try parse().integer("--socket", in: 1...12) == nil)
        for text in ["13", "0", "x", "1.0", "99999999999999999999"] {
            #expect(throws: UsageFault("--socket takes an integer from 1 to 12")) {
                try parse("--socket", text).integer("--socket", in: 1...12)
            }
        }
    }
}
