import AccountClient
import JSON
import Operating
import Testing
import Wire

struct CallTests {
    /// Answers with the method and the parameters that it got.
    private let echo = ScriptedDaemon { method, params in
        let text = params.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? "null"
        return .result("{\"method\":\"\(method)\",\"params\":\(text)}")
    }

    @Test func `the result is printed as it came, on a line`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in .result("{ \"b\" : 1,\"a\":2}") }
        #expect(terminal.run(["call", "Health"], daemon) == .success)
        #expect(terminal.text == "{ \"b\" : 1,\"a\":2}\n")
    }

    @Test func `parameters come from the line, from standard input, or not at all`() {
        let expected = [
            (["call", "Summary", "{\"limit\":1}"], "{\"limit\":1}"),
            (["call", "Summary", "-"], "{\"limit\":2}"), (["call", "Summary"], "null"),
        ]
        for (line, params) in expected {
            let terminal = Terminal()
            terminal.input = " {\"limit\":2}\n"
            #expect(terminal.run(line, echo) == .success)
            #expect(terminal.text == "{\"method\":\"Summary\",\"params\":\(params)}\n")
        }
    }

    @Test(arguments: ["Select", "MarkResult", "Renew", "Release"])
    func `what proxies call goes to their socket`(method: String) {
        let terminal = Terminal()
        #expect(terminal.run(["call", method, "{}"], echo) == .success)
        terminal.environment = ["ACCOUNTD_SOCKET": "/l", "ACCOUNTD_OPS_SOCKET": "/o"]
        #expect(terminal.run(["call", method, "{}"], echo) == .success)
        #expect(terminal.run(["--socket", "/s", "call", method, "{}"], echo) == .success)
        #expect(terminal.paths == ["/run/accountd/lease.sock", "/l", "/s"])
    }

    @Test func `every method goes to a socket that serves it`() {
        for method in Method.allCases where method.rawValue != "Watch" {
            let terminal = Terminal()
            #expect(terminal.run(["call", method.rawValue, "{}"], echo) == .success)
            let socket = SocketKind.allCases.first {
                terminal.paths == ["/run/accountd/\($0).sock"]
            }
            #expect(socket.map { method.isServed(on: $0) } == true, "\(method)")
        }
    }

    @Test func `a method without a result is another command`() {
        let terminal = Terminal()
        #expect(terminal.run(["call", "Watch"], echo) == .usage)
        #expect(terminal.complaints.contains("see accountctl watch --help"))
        #expect(terminal.paths.isEmpty)
    }

    @Test(arguments: ["Hello", "Summary", "Health", "Accounts", "AnythingElse"])
    func `all else goes to the operators' socket`(method: String) {
        let terminal = Terminal()
        terminal.environment = ["ACCOUNTD_SOCKET": "/l", "ACCOUNTD_OPS_SOCKET": "/o"]
        #expect(terminal.run(["call", method], echo) == .success)
        #expect(terminal.run(["call", method, "--socket=/s"], echo) == .success)
        #expect(terminal.paths == ["/o", "/s"])
    }

    @Test(arguments: [
        ("{", "the parameters are not JSON at byte 1"),
        ("{\"a\":1,\"a\":2}", "the parameters are not JSON at byte 7"),
        ("[]", "the parameters must be a JSON object"),
        ("", "the parameters are not JSON at byte 0"),
    ])
    func `wrong parameters are refused before anything is sent`(json: String, message: String) {
        let terminal = Terminal()
        #expect(terminal.run(["call", "Select", json], echo) == .usage)
        #expect(terminal.complaints == "accountctl: \(message)\n")
        #expect(terminal.paths.isEmpty)
    }

    @Test func `a refusal is told with what keeps the accounts`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in
            .refusal(
                "{\"code\":8,\"data\":{\"blocked\":{\"at_capacity\":2,\"disabled\":0,\"quota\":1},"
                    + "\"reason\":\"NO_ELIGIBLE_ACCOUNT\",\"retry_after_ms\":8123},"
                    + "\"message\":\"no eligible account\"}")
        }
        #expect(terminal.run(["call", "Select", "{}"], daemon) == .refused)
        #expect(
            terminal.complaints
                == "accountctl: NO_ELIGIBLE_ACCOUNT: no eligible account: 2 at capacity, 1 quota; "
                + "ask again in 9 s\n")
        #expect(terminal.output.isEmpty)
    }
}
