import JSON
import Operating
import Testing

struct LeasesTests {
    private static let pool = Leases.result(Leases.lease("a"), Leases.lease("b"))

    @Test func `the leases of one account are asked for by its id`() {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = recorder.daemon(answering: Self.pool)
        #expect(terminal.run(["leases"], daemon) == .success)
        #expect(terminal.run(["leases", "claude-a"], daemon) == .success)
        #expect(
            recorder.requests == [
                quoted("Leases {'limit':500}"),
                quoted("Leases {'account_id':'claude-a','limit':500}"),
            ])
    }

    @Test func `a page begins behind the number that the one before told`() {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = recorder.daemon { _, params in
            let isFirst = params?["after"] == nil
            return .result(
                isFirst
                    ? "{\"leases\":[\(Leases.lease("a"))],\"next\":48213}"
                    : Leases.result(Leases.lease("b")))
        }
        #expect(terminal.run(["leases", "--names"], daemon) == .success)
        #expect(recorder.requests.last == quoted("Leases {'after':48213,'limit':500}"))
        #expect(terminal.text.split(separator: "\n").count == 2)
    }

    @Test func `ids alone are for programs, and so is the answer as it came`() {
        let (names, json) = (Terminal(), Terminal())
        let daemon = Recorder().daemon(answering: Self.pool)
        #expect(names.run(["leases", "--names"], daemon) == .success)
        #expect(
            names.text == "aaaaaaaaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbbbbbbbb\n")
        #expect(json.run(["leases", "--json"], daemon) == .success)
        #expect(json.text == Self.pool + "\n")
    }
}
