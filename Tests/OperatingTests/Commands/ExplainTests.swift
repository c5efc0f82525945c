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
                quoted("Explain {'model':'m','provider':'claude'}"),
                quoted("Explain {'lease_id':'L'}"),
            ])
        #expect(
            terminal.text
                == "A Select of claude for m would get a: held.\n"
                + "Lease L is of a. A Select like it would find the accounts so.\n"
        )
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
