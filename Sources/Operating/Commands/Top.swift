import AccountClient
import JSON
import Kernel
import Leasing
import Wire

extension Command {
    /// `top`: the pool as it changes.
    static let top = Command(
        "top", purpose: "Watch the pool on a screen; ? shows the keys",
        options: [
            .init("--provider", "PROVIDER", purpose: "this provider's accounts alone"),
            .init("--interval", "SECONDS", purpose: "how often the daemon is asked; 2"),
            .init("--once", purpose: "print everything once, plainly, and end"),
            .init("--json", purpose: "with --once: print it as JSON"),
        ],
        details: """
            Where standard output is no terminal, all accounts are printed at every interval. On a
            terminal that only prints (TERM=dumb) each picture stands below the last one. While the
            daemon is away the screen shows what it last knew, and goes on when it is back.
            """
    ) { (arguments, console) throws(CommandFault) in
        let interval = try interval(arguments)
        guard arguments.has("--once") || !arguments.has("--json") else {
            throw .usage("--json goes with --once")
        }
        if arguments.has("--json") {
            var connection = try console.connection(to: .ops, arguments)
            return try console.print(
                try PoolSnapshot.bytes(&connection, provider: arguments["--provider"]))
        }
        let path = SocketPath.of(
            .ops, option: arguments["--socket"], environment: console.environment)
        let screen = PoolScreen(provider: arguments["--provider"], interval: interval)
        if console.isTerminal, !arguments.has("--once") {
            return try live(screen, path, console)
        }
        var printed = PrintedScreen(screen, path: path, console: console)
        try printed.run(once: arguments.has("--once"))
    }

    private static func live(
        _ screen: PoolScreen, _ path: String, _ console: Console
    ) throws(CommandFault) {
        let live: LiveScreen
        do throws(Errno) {
            live = try LiveScreen(screen, path: path, console: console)
        } catch {
            throw .usage("cannot use the terminal: \(error); --once needs none")
        }
        try live.run()
    }

    /// The time between two questions, from a tenth of a second to an hour.
    private static func interval(_ arguments: Arguments) throws(CommandFault) -> Interval {
        guard let text = arguments["--interval"] else { return .seconds(2) }
        guard let seconds = Double(text), seconds >= 0.1, seconds <= 3600 else {
            throw .usage("--interval takes seconds from 0.1 to 3600")
        }
        return .milliseconds(Int64(seconds * 1000))
    }
}
