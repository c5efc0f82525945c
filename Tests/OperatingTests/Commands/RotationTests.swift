import Operating
import Testing

struct RotationTests {
    @Test(arguments: [
        ("enable", "'enabled':true", "is in rotation"),
        ("disable", "'enabled':false", "is out of rotation; accountctl enable puts it back"),
        ("drain", "'draining':true", "gets no new leases; accountctl undrain puts it back"),
        ("undrain", "'draining':false", "is in rotation"),
    ])
    func `each sets one thing of an account and says what that means`(
        command: String, change: String, sentence: String
    ) {
        let recorder = Recorder()
        let terminal = Terminal()
        #expect(terminal.run([command, "a"], recorder.daemon(answering: "{}")) == .success)
        let members = ["'account_id':'a'", change].sorted().joined(separator: ",")
        #expect(recorder.requests.first == quoted("SetAccount {\(members)}"))
        #expect(terminal.text == "a \(sentence)\n")
    }

    @Test(arguments: [
        (
            "disable", "'changed':['enabled'],'enabled':false,'revoked':3",
            "is out of rotation, 3 leases ended; accountctl enable puts it back"
        ),
        ("enable", "'changed':[],'enabled':true", "is in rotation already"),
        (
            "enable", "'changed':['enabled'],'draining':true,'enabled':true",
            "is enabled, but drains: accountctl undrain puts it back"
        ),
        (
            "disable", "'changed':['enabled'],'enabled':false,'revoked':0",
            "is out of rotation; accountctl enable puts it back"
        ),
        (
            "disable", "'changed':['enabled'],'draining':true,'enabled':false,'revoked':1",
            "is out of rotation, 1 lease ended; accountctl enable and undrain put it back"
        ),
        (
            "drain", "'changed':['draining'],'draining':true,'enabled':false",
            "is draining, and disabled besides; accountctl undrain and enable put it back"
        ),
        (
            "undrain", "'changed':['draining'],'draining':false,'enabled':false",
            "is not draining, but disabled; accountctl enable puts it back"
        ),
        (
            "drain", "'changed':[],'draining':true",
            "gets no new leases, as before; accountctl undrain puts it back"
        ),
    ])
    func `what the account is besides, and was before, is said`(
        command: String, answer: String, sentence: String
    ) {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: quoted("{\(answer)}"))
        #expect(terminal.run([command, "a"], daemon) == .success)
        #expect(terminal.text == "a \(sentence)\n")
    }

    @Test(arguments: [
        (
            "cooldown", "[{'reason':'rate_limited','remaining_ms':180000}]",
            "but gets no leases yet: rate limited, over in 3 min (12:38)"
        ),
        (
            "available", "[{'models':'m','reason':'transient','remaining_ms':9000}]",
            "but not all models are lent: m: transient, over in 9 s"
        ),
        ("auth_failed", "[]", "but gets no leases yet: the credential has expired"),
        ("available", "[]", nil),
        ("at_capacity", "[]", nil),
    ])
    func `an account that is back in rotation says what blocks it still`(
        state: String, cooldowns: String, block: String?
    ) {
        let recorder = Recorder()
        let daemon = recorder.daemon { method, _ in
            let account = Pool.account("a", state: state, cooldowns: quoted(cooldowns))
            return .result(method == "SetAccount" ? "{}" : "{\"accounts\":[\(account)]}")
        }
        let terminal = Terminal()
        #expect(terminal.run(["undrain", "a"], daemon) == .success)
        let rest = block.map { ", \($0)" } ?? ""
        #expect(terminal.text == "a is in rotation\(rest)\n")
        #expect(terminal.run(["drain", "a", "--json"], daemon) == .success)
        #expect(recorder.requests.count == 3)
    }

    @Test func `the answer is printed as it came`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: "{ \"x\":1}")
        #expect(terminal.run(["drain", "a", "--json"], daemon) == .success)
        #expect(terminal.text == "{ \"x\":1}\n")
    }

    @Test(arguments: [["drain"], ["drain", "a", "b"]])
    func `one account at a time`(line: [String]) {
        let terminal = Terminal()
        #expect(terminal.run(line) == .usage)
        #expect(
            terminal.complaints == "accountctl: drain takes ACCOUNT; see accountctl drain --help\n")
    }
}
