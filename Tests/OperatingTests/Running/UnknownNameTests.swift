import JSON
import Operating
import Testing

struct UnknownNameTests {
    /// What is said when the daemon refuses all but a Summary, for a reason.
    private func complaint(_ line: String, _ reason: String, tells: Bool = true) -> String {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { method, params in
            if method == "Hello" { return .result(quoted("{'epoch':'e'}")) }
            guard tells, method == "Summary", params?["provider"] == nil else {
                return .refusal(quoted("{'code':5,'data':{'reason':'\(reason)'},'message':'m'}"))
            }
            let provider = Pool.provider("claude", total: 1, available: 1)
            return .result(
                "{\"accounts\":[\(Pool.account("claude-c"))],\"as_of\":\"\","
                    + "\"providers\":[\(provider)]}")
        }
        #expect(terminal.run(line.split(separator: " ").map(String.init), daemon) == .refused)
        return terminal.complaints
    }

    @Test(arguments: [
        "enable", "disable", "drain", "undrain", "clear", "refresh", "revoke", "leases",
    ])
    func `an account that there is not is named, and the nearest that there is`(command: String) {
        let complaint = complaint("\(command) claude-cc", "UNKNOWN_ACCOUNT")
        #expect(complaint == "accountctl: no account claude-cc; did you mean claude-c?\n")
    }

    @Test(arguments: [
        "summary --provider claud", "accounts --provider claud", "explain claud",
        "watch --provider claud", "top --once --provider claud",
    ])
    func `a provider that there is not is named, and the nearest that there is`(line: String) {
        let complaint = complaint(line, "UNKNOWN_PROVIDER")
        #expect(complaint == "accountctl: no provider claud; did you mean claude?\n")
    }

    @Test func `without a near name, or names at all, nothing is guessed`() {
        #expect(complaint("drain x", "UNKNOWN_ACCOUNT") == "accountctl: no account x\n")
        #expect(
            complaint("drain claude-cc", "UNKNOWN_ACCOUNT", tells: false)
                == "accountctl: no account claude-cc\n")
    }

    @Test(arguments: [
        (
            "--socket /run/lease.sock drain a",
            "/run/lease.sock is not the operators' socket; drain needs ops.sock"
        ),
        (
            "--socket /run/lease.sock call Reload",
            "/run/lease.sock is not the operators' socket; Reload needs ops.sock"
        ),
        (
            "--socket /run/ops.sock call Select",
            "/run/ops.sock is not the lease socket; Select needs lease.sock"
        ),
        ("call Later", "METHOD_NOT_ON_THIS_SOCKET: m"),
    ])
    func `a socket of the daemon that serves no such call is told from the one that does`(
        line: String, sentence: String
    ) {
        #expect(complaint(line, "METHOD_NOT_ON_THIS_SOCKET") == "accountctl: \(sentence)\n")
    }
}
