import JSON
import Operating
import Testing

struct ExplainTests {
    private static let answer = quoted("{'accounts':[],'chosen':'a','why':'held'}")

    @Test func `a Select's parameters or a lease are asked about`() {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = recorder.daemon(answering: Self.answer)
        #expect(terminal.run(["explain", "claude", "m"], daemon) == .success)
        #expect(terminal.run(["explain", "--lease", "L"], daemon) == .success)
        #expect(
            recorder.requests == [
                quoted("Explain {'limit':500,'model':'m','provider':'claude'}"),
                quoted("Explain {'lease_id':'L','limit':500}"),
            ])
        #expect(
            terminal.text
                == "A Select of claude for m would get a: held.\n"
                + "Lease L lends a; its Select would find this now:\n"
        )
    }

    @Test func `the accounts of all pages are told`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, params in
            let id = params?["after"]?.string == nil ? "a" : "b"
            let next = id == "a" ? "'next':'a'," : ""
            return .result(
                quoted("{'accounts':[{'account_id':'\(id)','state':'excluded'}],\(next)'why':''}"))
        }
        #expect(terminal.run(["explain", "claude"], daemon) == .success)
        #expect(
            terminal.text.hasSuffix("\na  excluded by the request\nb  excluded by the request\n"))
    }

    @Test func `an excluded name that is no account's is hinted at, and no failure`() {
        let terminal = Terminal()
        let accounts = quoted("[{'account_id':'claude-c','state':'excluded'}]")
        let daemon = Recorder().daemon(answering: "{\"accounts\":\(accounts),\"why\":\"w\"}")
        let line = ["explain", "claude", "--exclude", "claude-c", "--exclude", "claude-cc"]
        #expect(terminal.run(line, daemon) == .success)
        #expect(
            terminal.complaints
                == "accountctl: no account claude-cc of claude; did you mean claude-c?\n")
    }

    @Test func `the answer is printed as it came`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: Self.answer)
        #expect(terminal.run(["explain", "claude", "--json"], daemon) == .success)
        #expect(terminal.text == Self.answer + "\n")
    }

    @Test(arguments: [["explain"], ["explain", "claude", "--lease", "L"]])
    func `it is one or the other`(line: [String]) {
        let terminal = Terminal()
        #expect(terminal.run(line) == .usage)
        #expect(
            terminal.complaints == "accountctl: explain takes PROVIDER [MODEL] or --lease LEASE\n")
    }
}
