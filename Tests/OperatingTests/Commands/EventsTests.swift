import JSON
import Operating
import Testing

struct EventsTests {
    /// A daemon with so many events of two accounts.
    private static func daemon(_ count: Int, _ recorder: Recorder = Recorder()) -> ScriptedDaemon {
        recorder.daemon { _, params in
            let after = Int(params?["after_seq"]?.integer ?? 0)
            let end = min(count, after + Int(params?["limit"]?.integer ?? 100))
            let events = (after..<end).map { index in
                Happenings.event(
                    index + 1, "cooldown_ended", "'account_id':'\(index % 2 == 0 ? "a" : "b")'")
            }
            return .result(Happenings.page(events, last: count))
        }
    }

    @Test func `the latest hundred are told, the oldest of them first`() {
        let terminal = Terminal()
        #expect(terminal.run(["events", "--json"], Self.daemon(250)) == .success)
        let numbers = terminal.text.split(separator: "\n").map {
            (try? JSONValue.parse(Array($0.utf8)))?["seq"]?.integer
        }
        #expect(numbers == (151...250).map { Int64($0) })
    }

    @Test func `as many as are wanted are told, of one account when it is named`() {
        let terminal = Terminal()
        let line = ["events", "--account", "a", "--limit=3"]
        #expect(terminal.run(line, Self.daemon(250)) == .success)
        #expect(
            terminal.text
                == String(repeating: "12:34:07  a               cooldown ended\n", count: 3))
    }

    @Test(arguments: [
        (
            true,
            """
            11 Mar
            12:34:07  daemon          the daemon grants leases again
            12:34:08  daemon          the daemon grants leases again
            12 Mar
            12:34:07  daemon          the daemon grants leases again

            """
        ),
        (
            false,
            """
            11 Mar 12:34:07  daemon          the daemon grants leases again
            11 Mar 12:34:08  daemon          the daemon grants leases again
            12:34:07  daemon          the daemon grants leases again

            """
        ),
    ])
    func `another day has a heading on a terminal, and its date in the lines of a pipe`(
        isTerminal: Bool, text: String
    ) {
        let terminal = Terminal()
        terminal.isTerminal = isTerminal
        let times = ["11T11:34:07Z", "11T11:34:08Z", "12T11:34:07Z"]
        let events = times.enumerated().map { index, time in
            quoted("{'at':'2026-03-\(time)','kind':'resumed','seq':\(index + 1)}")
        }
        let daemon = Recorder().daemon(answering: Happenings.page(events, last: 3))
        #expect(terminal.run(["events"], daemon) == .success)
        #expect(terminal.text == text)
    }

    @Test func `a page is asked for behind the one before`() {
        let recorder = Recorder()
        #expect(Terminal().run(["events"], Self.daemon(150, recorder)) == .success)
        #expect(
            recorder.requests == [
                quoted("Events {'after_seq':0,'limit':100}"),
                quoted("Events {'after_seq':100,'limit':100}"),
            ])
    }

    @Test(arguments: [
        (["claude-cc"], "accountctl: no account claude-cc; did you mean claude-c?\n"),
        (["claude-cc", "--json"], "accountctl: no account claude-cc; did you mean claude-c?\n"),
        (["claude-cc", "--follow"], "accountctl: no account claude-cc; did you mean claude-c?\n"),
        (["claude-c"], ""),
    ])
    func `an account that there is not is refused, and one without events is not`(
        line: [String], complaint: String
    ) {
        let terminal = Terminal()
        let daemon = Recorder().daemon { method, _ in
            switch method {
            case "Hello": .result(quoted("{'epoch':'e'}"))
            case "Events": .result(Happenings.page([Happenings.event(1, "resumed")], last: 1))
            case _:
                .result(
                    "{\"accounts\":[\(Pool.account("claude-c"))],\"as_of\":\"\",\"providers\":[]}")
            }
        }
        let status = terminal.run(["events", "--account"] + line, daemon)
        #expect(status == (complaint.isEmpty ? .success : .refused))
        #expect(terminal.complaints == complaint)
        #expect(terminal.text == (complaint.isEmpty ? "no events\n" : ""))
    }

    @Test func `that there are none is said to people alone`() {
        let (people, program) = (Terminal(), Terminal())
        #expect(people.run(["events"], Self.daemon(0)) == .success)
        #expect(people.text == "no events\n")
        #expect(program.run(["events", "--json"], Self.daemon(0)) == .success)
        #expect(program.text.isEmpty)
    }

    @Test(arguments: ["0", "1025", "x"])
    func `a number that is none is a wrong command line`(limit: String) {
        let terminal = Terminal()
        #expect(terminal.run(["events", "--limit", limit]) == .usage)
        #expect(terminal.complaints == "accountctl: --limit takes an integer from 1 to 1024\n")
    }
}
