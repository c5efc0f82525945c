import Operating
import Testing

struct RefreshTests {
    @Test func `what is queued is said`() {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = recorder.daemon(answering: "{\"queued\":true}")
        #expect(terminal.run(["refresh", "a"], daemon) == .success)
        #expect(recorder.requests == [quoted("Refresh {'account_id':'a'}")])
        #expect(terminal.text == "a refresh of a's credential is queued\n")
    }

    @Test func `without a keeper nothing is queued, and the status says so`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: "{\"queued\":false}")
        #expect(terminal.run(["refresh", "a"], daemon) == .refused)
        #expect(
            terminal.complaints
                == "accountctl: nothing is queued: no keeper is attached to the daemon that could "
                + "refresh a's credential\n")
        #expect(terminal.output.isEmpty)
    }

    @Test func `a program is given the answer, and the same status`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: "{\"queued\":false}")
        #expect(terminal.run(["refresh", "a", "--json"], daemon) == .refused)
        #expect(terminal.text == "{\"queued\":false}\n" && terminal.complaints.isEmpty)
    }
}
