import JSON
import Operating
import Testing

struct AskingTests {
    @Test func `parameters are sent in the order of their names, and absent ones are not`() {
        let recorder = Recorder()
        let daemon = recorder.daemon(answering: quoted("{'accounts':[],'why':'w'}"))
        let line = ["explain", "p", "--session", "s", "--exclude", "a", "--exclude=b"]
        #expect(Terminal().run(line, daemon) == .success)
        #expect(
            recorder.requests == [
                quoted(
                    "Explain {'exclude':['a','b'],'limit':500,'provider':'p','session':'s'}")
            ])
    }

    @Test(arguments: [
        ("accounts", "Accounts"), ("leases", "Leases"), ("events", "Events"),
        ("explain p", "Explain"), ("clear a", "ClearBlocks"), ("refresh a", "Refresh"),
        ("revoke a", "RevokeLease"), ("reload", "Reload"), ("metrics", "Metrics"),
    ])
    func `an answer that lacks what is promised is not the protocol's`(
        line: String, method: String
    ) {
        for result in ["{}", "1", "[]"] {
            let terminal = Terminal()
            let words = line.split(separator: " ").map(String.init)
            #expect(terminal.run(words, Recorder().daemon(answering: result)) == .protocolFault)
            #expect(
                terminal.complaints
                    == "accountctl: the answer to \(method) is not the protocol's\n")
            #expect(terminal.output.isEmpty)
        }
    }

    @Test(arguments: [
        "accounts", "leases", "events", "explain p", "metrics", "enable a", "disable a", "drain a",
        "undrain a", "clear a", "revoke a", "reload", "watch",
    ])
    func `a refusal is one line and the status 1`(line: String) {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { method, _ in
            method == "Hello"
                ? .result(quoted("{'epoch':'e'}"))
                : .refusal(quoted("{'code':5,'data':{'reason':'UNKNOWN_MODEL'},'message':'m'}"))
        }
        let words = line.split(separator: " ").map(String.init)
        #expect(terminal.run(words, daemon) == .refused)
        #expect(terminal.complaints == "accountctl: UNKNOWN_MODEL: m\n")
        #expect(terminal.output.isEmpty)
    }

    @Test func `pages follow each other by the last id, and smaller ones when they are too large`()
    {
        let recorder = Recorder()
        let daemon = recorder.daemon { _, params in
            guard let limit = params?["limit"]?.integer, limit < 500 else {
                return .refusal(
                    quoted("{'code':8,'data':{'reason':'RESPONSE_TOO_LARGE'},'message':'m'}"))
            }
            let isFirst = params?["after"] == nil
            return .result(quoted(isFirst ? "{'accounts':[],'next':'b'}" : "{'accounts':[]}"))
        }
        #expect(Terminal().run(["accounts", "--provider", "p"], daemon) == .success)
        #expect(
            recorder.requests == [
                quoted("Accounts {'limit':500,'provider':'p'}"),
                quoted("Accounts {'limit':125,'provider':'p'}"),
                quoted("Accounts {'after':'b','limit':125,'provider':'p'}"),
            ])
    }
}
