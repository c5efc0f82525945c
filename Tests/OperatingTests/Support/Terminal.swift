import AccountClient
import Kernel
import Leasing
import Operating

/// The testing library has a type of this name too.
typealias ExitStatus = Operating.ExitStatus

/// A terminal that a test reads, with accountctl running on it.
final class Terminal {
    var output: [UInt8] = []
    var complaints = ""
    var paths: [String] = []
    /// What standard input holds.
    var input = ""
    var environment: [String: String] = [:]
    var columns = 80
    var isTerminal = false
    var isColoured = false
    /// How often and how long was waited, and after how many waits nobody waits any more.
    var pauses: [Interval] = []
    var patience = Int.max

    /// 2026-03-12T11:35:00Z on an operator's clock one hour ahead.
    static let now: Int64 = 1_773_315_300_000_000_000

    /// Everything that was written, as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs a command line against a daemon.
    func run(_ line: [String], _ daemon: ScriptedDaemon) -> ExitStatus {
        run(line) { (path) throws(ConnectionError) in try daemon.connect(path) }
    }

    /// Runs a command line where connecting is played.
    func run(
        _ line: [String],
        connect: @escaping (String) throws(ConnectionError) -> Connection = {
            (path) throws(ConnectionError) in
            throw .unreachable(path, .noSuchFile)
        }
    ) -> ExitStatus {
        OperatorProgram.run(line, console(connect))
    }

    /// The terminal as a command sees it.
    func console(
        _ connect: @escaping (String) throws(ConnectionError) -> Connection = {
            (path) throws(ConnectionError) in
            throw .unreachable(path, .noSuchFile)
        }
    ) -> Console {
        Console(
            columns: columns, isColoured: isColoured, isTerminal: isTerminal, now: { Self.now },
            secondsEastOfUTC: { _ in 3600 }, environment: { self.environment[$0] },
            input: { (limit) throws(CommandFault) in
                guard self.input.utf8.count <= limit else { throw .usage("too large") }
                return Array(self.input.utf8)
            },
            output: { (bytes) throws(CommandFault) in self.output += bytes },
            complain: { self.complaints += $0 },
            connect: { (path) throws(ConnectionError) in
                self.paths.append(path)
                return try connect(path)
            },
            pause: {
                self.pauses.append($0)
                return self.pauses.count < self.patience
            })
    }
}
