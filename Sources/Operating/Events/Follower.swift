import AccountClient
import JSON
import Leasing
import Wire

/// Stays with a daemon that goes and comes back.
struct Follower {
    let console: Console
    let arguments: Arguments

    /// How a conversation begins.
    enum Start: Equatable {
        /// With the first connection.
        case first
        /// With the daemon of the connection before.
        case again
        /// With another daemon, whose numbers begin anew.
        case restarted
    }

    /// The pause before the first attempt to connect again; each is twice the one before.
    private static let shortestPause = Interval.milliseconds(100)
    private static let longestPause = Interval.seconds(2)

    /// Has one conversation after another, each of which ends because the daemon goes.
    ///
    /// What is no such end, or the absence of a daemon from the first, is thrown.
    func run(
        _ converse: (inout Connection, Start) throws(CommandFault) -> Void
    ) throws(CommandFault) {
        var epoch: String?
        var pause = Self.shortestPause
        var isAway = false
        while true {
            do throws(CommandFault) {
                var connection = try console.connection(arguments)
                let found = try greet(&connection)
                let start: Start = epoch == nil ? .first : epoch == found ? .again : .restarted
                epoch = found
                if isAway { tell(start) }
                (isAway, pause) = (false, Self.shortestPause)
                try converse(&connection, start)
            } catch {
                guard epoch != nil, Self.isGone(error) else { throw error }
                if !isAway { console.complain("accountctl: the daemon is away; waiting for it\n") }
                isAway = true
                _ = try console.pause(pause)
                pause = min(pause + pause, Self.longestPause)
            }
        }
    }

    private func tell(_ start: Start) {
        let news = start == .restarted ? "a new daemon answers" : "the daemon is back"
        console.complain("accountctl: \(news)\n")
    }

    /// Says who calls, and learns which life of the daemon this is.
    private func greet(_ connection: inout Connection) throws(CommandFault) -> String {
        let params = Request.hello(name: "accountctl", version: ProgramVersion.text)
        let result = try CommandFault.calling { () throws(ConnectionError) in
            try connection.call("Hello", params: params)
        }
        let answer = try JSONValue.answer(result, to: "Hello")
        guard let epoch = answer["epoch"]?.string else { throw .foreign("Hello") }
        return epoch
    }

    /// Whether a daemon that answered is away, and may come back.
    private static func isGone(_ fault: CommandFault) -> Bool {
        guard case .connection(let error) = fault else { return false }
        switch error {
        case .refused(let refusal): return refusal.known == .draining
        case .goneAway: return ExitStatus(error) == .unavailable
        case .unreachable, .closed, .lost, .timedOut: return true
        case .unusablePath, .notPermitted, .requestTooLarge, .violation: return false
        }
    }
}
