import JSON
import Operating
import Testing

struct TopTests {
    @Test func `once prints everything and ends`() {
        let terminal = Terminal()
        let watching = Watching(.random(30, seed: 1))
        #expect(terminal.run(["top", "--once"], watching.script) == .success)
        #expect(terminal.text.split(separator: "\n").filter { $0.hasPrefix("  a-") }.count == 30)
        #expect(!terminal.text.contains("\u{1b}"))
        #expect(terminal.pauses.isEmpty)
    }

    @Test func `a provider is asked for alone`() {
        let terminal = Terminal()
        let watching = Watching(.random(3, seed: 1))
        #expect(terminal.run(["top", "--once", "--provider", "p"], watching.script) == .success)
        let summaries = watching.pool.asked.filter { $0.method == "Summary" }
        #expect(summaries.allSatisfy { $0.params?["provider"]?.string == "p" })
        #expect(summaries.count == 2)
    }

    @Test(arguments: [[], ["--json"]])
    func `a provider that there is not is refused, not drawn`(options: [String]) {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { method, _ in
            method == "Hello" || method == "Health"
                ? .result("{}")
                : .refusal(
                    "{\"code\":5,\"data\":{\"reason\":\"UNKNOWN_PROVIDER\"},\"message\":\"m\"}")
        }
        let line = ["top", "--once", "--provider", "claud"] + options
        #expect(terminal.run(line, daemon) == .refused)
        #expect(terminal.complaints.hasPrefix("accountctl: "))
        #expect(terminal.output.isEmpty)
    }

    @Test func `no daemon is 69 and one line`() {
        for line in [["top", "--once"], ["top"], ["top", "--once", "--json"]] {
            let terminal = Terminal()
            #expect(terminal.run(line) == .unavailable)
            #expect(terminal.complaints.hasPrefix("accountctl: no daemon at "))
            #expect(terminal.output.isEmpty)
        }
    }

    @Test(arguments: [
        (["--json"], "--json goes with --once"),
        (["--interval", "0"], "--interval takes seconds from 0.1 to 3600"),
        (["--interval", "soon"], "--interval takes seconds from 0.1 to 3600"),
        (["--interval", "inf"], "--interval takes seconds from 0.1 to 3600"),
    ])
    func `a wrong command line is 64`(options: [String], message: String) {
        let terminal = Terminal()
        #expect(terminal.run(["top"] + options) == .usage)
        #expect(terminal.complaints == "accountctl: \(message)\n")
    }
}
