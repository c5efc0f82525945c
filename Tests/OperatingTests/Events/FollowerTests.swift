import AccountClient
import Kernel
import Leasing
import Operating
import Testing

struct FollowerTests {
    /// Follows a daemon that greets and then ends each connection by an answer.
    private func follow(
        _ answers: [ScriptedDaemon.Answer?], greeting: String = "{\"epoch\":\"a\"}"
    ) -> (Terminal, ExitStatus) {
        let terminal = Terminal()
        var answers = answers[...]
        let status = terminal.run(["events", "--follow"]) { (path) throws(ConnectionError) in
            guard let answer = answers.popFirst() else { throw .notPermitted(path, user: 1) }
            guard let answer else { throw .unreachable(path, .connectionRefused) }
            let daemon = ScriptedDaemon { method, _ in
                method == "Hello" ? .result(greeting) : answer
            }
            return try daemon.connect(path)
        }
        return (terminal, status)
    }

    @Test func `without a daemon from the first there is nothing to follow`() {
        let (terminal, status) = follow([nil])
        #expect(status == .unavailable)
        #expect(terminal.pauses.isEmpty)
    }

    @Test func `while it is away pauses grow to two seconds, and it is said once`() {
        let (terminal, status) = follow([.close] + Array(repeating: nil, count: 7))
        #expect(status == .notPermitted)
        #expect(
            terminal.pauses
                == [100, 200, 400, 800, 1600, 2000, 2000, 2000].map {
                    Interval.milliseconds($0)
                })
        #expect(terminal.complaints.split(separator: "\n").count == 2)
    }

    @Test func `a daemon that stops is away, one that says no is not`() {
        let goaway = quoted(
            "{'jsonrpc':'2.0','method':'$/goaway','params':{'message':'','reason':'DRAINING'}}")
        let draining = quoted("{'code':14,'data':{'reason':'DRAINING'},'message':'m'}")
        #expect(follow([.frame(goaway)]).1 == .notPermitted)
        #expect(follow([.refusal(draining)]).1 == .notPermitted)
        let no = quoted("{'code':-32601,'data':{'reason':'METHOD_NOT_FOUND'},'message':'m'}")
        #expect(follow([.refusal(no)]).1 == .refused)
        #expect(follow([.frame("[]")]).1 == .protocolFault)
    }

    @Test func `a greeting without an epoch is not the protocol's`() {
        let (terminal, status) = follow([.close], greeting: "{}")
        #expect(status == .protocolFault)
        #expect(
            terminal.complaints == "accountctl: the answer to Hello is not the protocol's\n")
    }
}
