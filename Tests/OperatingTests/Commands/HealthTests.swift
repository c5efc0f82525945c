import AccountClient
import Operating
import Testing

struct HealthTests {
    @Test(arguments: [
        ("SERVING", ExitStatus.success, "serving\n"),
        ("NOT_SERVING", .refused, "not serving\n"),
    ])
    func `the status is the exit status`(word: String, status: ExitStatus, text: String) {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { method, _ in
            method == "Health" ? .result("{\"status\":\"\(word)\"}") : .close
        }
        #expect(terminal.run(["health"], daemon) == status)
        #expect(terminal.text == text)
        #expect(terminal.complaints.isEmpty)
        #expect(terminal.paths == ["/run/accountd/ops.sock"])
    }

    @Test(arguments: ["{\"status\":\"WELL\"}", "{}", "1"])
    func `a status that the protocol does not have is a fault of it`(result: String) {
        let terminal = Terminal()
        let status = terminal.run(["health"], ScriptedDaemon { _, _ in .result(result) })
        #expect(status == .protocolFault)
        #expect(terminal.output.isEmpty)
        #expect(terminal.complaints.hasPrefix("accountctl: the answer to Health"))
    }

    @Test func `a program is given the answer, and the same status`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in .result("{\"status\":\"NOT_SERVING\"}") }
        #expect(terminal.run(["health", "--json"], daemon) == .refused)
        #expect(terminal.text == "{\"status\":\"NOT_SERVING\"}\n")
    }

    @Test func `no daemon is told from one that does not serve`() {
        let terminal = Terminal()
        #expect(terminal.run(["health"]) == .unavailable)
        #expect(
            terminal.complaints
                == "accountctl: no daemon at /run/accountd/ops.sock: "
                + "No such file or directory (ENOENT)\n")
    }
}
