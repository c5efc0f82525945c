import AccountClient
import JSON
import Kernel
import Operating
import Synchronization
import Testing

/// Lives of a daemon, one after the other, that a program which follows it meets.
private final class Lives {
    struct Life {
        let epoch: String
        /// The numbers that each call of Events finds; then the connection ends.
        let pages: [ClosedRange<Int>]
    }

    private var lives: [Life]
    let terminal = Terminal()

    init(_ lives: Life...) {
        self.lives = lives
    }

    /// Follows the daemon until it is gone for good.
    func follow(_ line: [String] = []) -> ExitStatus {
        terminal.run(["events", "--follow", "--json"] + line) {
            (path) throws(ConnectionError) in
            guard !self.lives.isEmpty else { throw .notPermitted(path, user: 1) }
            return try Self.daemon(self.lives.removeFirst()).connect(path)
        }
    }

    private static func daemon(_ life: Life) -> ScriptedDaemon {
        let asked = Recorder()
        return asked.daemon { method, params in
            guard method == "Events" else { return .result("{\"epoch\":\"\(life.epoch)\"}") }
            let call = asked.requests.filter { $0.hasPrefix("Events") }.count - 1
            guard call < life.pages.count else { return .close }
            let page = life.pages[call]
            let after = Int(params?["after_seq"]?.integer ?? 0)
            let events = page.filter { $0 > after }.map { Happenings.event($0, "resumed") }
            return .result(Happenings.page(events, last: page.upperBound))
        }
    }

    var numbers: [Int64?] {
        terminal.text.split(separator: "\n").map {
            (try? JSONValue.parse(Array($0.utf8)))?["seq"]?.integer
        }
    }
}

struct EventFeedTests {
    @Test func `each event is told once, as it comes`() {
        let lives = Lives(.init(epoch: "a", pages: [1...2, 1...2, 1...4]))
        #expect(lives.follow() == .notPermitted)
        #expect(lives.numbers == [1, 2, 3, 4])
    }

    @Test func `a connection that is made anew goes on behind the last event`() {
        let lives = Lives(.init(epoch: "a", pages: [1...2]), .init(epoch: "a", pages: [1...3]))
        #expect(lives.follow() == .notPermitted)
        #expect(lives.numbers == [1, 2, 3])
        #expect(
            lives.terminal.complaints.hasPrefix(
                "accountctl: the daemon is away; waiting for it\n"
                    + "accountctl: the daemon is back\n"))
    }

    @Test func `a restarted daemon tells its events from the first`() {
        let lives = Lives(.init(epoch: "a", pages: [1...5]), .init(epoch: "b", pages: [1...2]))
        #expect(lives.follow() == .notPermitted)
        #expect(lives.numbers == [1, 2, 3, 4, 5, 1, 2])
        #expect(lives.terminal.complaints.contains("accountctl: a new daemon answers\n"))
    }

    @Test func `only the latest of what was before is told`() {
        let lives = Lives(.init(epoch: "a", pages: [1...50, 1...51]))
        #expect(lives.follow(["--limit", "1"]) == .notPermitted)
        #expect(lives.numbers == [50, 51])
    }

    @Test func `events that have been overtaken are counted`() {
        let lives = Lives(.init(epoch: "a", pages: [1...2, 10...11]))
        #expect(lives.follow() == .notPermitted)
        #expect(lives.numbers == [1, 2, 10, 11])
        #expect(
            lives.terminal.complaints.hasPrefix(
                "accountctl: 7 events came too fast and are lost\n"))
    }
}
