import Operating
import Testing

struct OperatorProgramTests {
    @Test(arguments: [
        ([], "a command is missing; see accountctl --help"),
        (["helth"], "unknown command helth; did you mean health?"),
        (["health", "now"], "health takes no words; see accountctl health --help"),
        (["call"], "call takes METHOD [JSON | -]; see accountctl call --help"),
        (
            ["call", "A", "{}", "{}"],
            "call takes METHOD [JSON | -]; see accountctl call --help"
        ),
        (["classify", "--json"], "unknown option --json; see --help"),
        (["summary", "--acounts"], "unknown option --acounts; did you mean --accounts?"),
        (["--socket"], "--socket needs a value: --socket PATH"),
        (
            ["--json", "accounts"],
            "--json stands behind the command: accountctl COMMAND --json"
        ),
        (
            ["--limit=3", "events"],
            "--limit stands behind the command: accountctl COMMAND --limit"
        ),
        (["--acounts", "summary"], "unknown option --acounts; see --help"),
        (["help", "helth"], "unknown command helth; did you mean health?"),
    ])
    func `a wrong command line is 64 and one line`(line: [String], message: String) {
        let terminal = Terminal()
        #expect(terminal.run(line) == .usage)
        #expect(terminal.complaints == "accountctl: \(message)\n")
        #expect(terminal.output.isEmpty && terminal.paths.isEmpty)
    }

    @Test(arguments: [["--version"], ["health", "--version"], ["--version", "health"]])
    func `the version needs no daemon`(line: [String]) {
        let terminal = Terminal()
        #expect(terminal.run(line) == .success)
        #expect(terminal.text == "accountctl 0.1.0\n")
        #expect(terminal.paths.isEmpty)
    }

    @Test func `options of all commands stand before the command or behind it`() {
        for line in [["--socket", "/s", "health"], ["health", "--socket", "/s"]] {
            let terminal = Terminal()
            _ = terminal.run(line)
            #expect(terminal.paths == ["/s"])
        }
    }
}
