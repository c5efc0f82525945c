import AccountClient

extension Command {
    /// `events`: what has changed, and why.
    static let events = Command(
        "events", purpose: "Tell what happened and why, refused Selects too",
        options: [
            .init("--follow", purpose: "go on with what happens from here on"),
            .init("--account", "ACCOUNT", purpose: "what happened to this account alone"),
            .init("--limit", "NUMBER", purpose: "as many of the latest; else 100, of 1024 at most"),
            .init("--json", purpose: "print each event as the daemon told it, a line each"),
        ],
        details: """
            The daemon keeps the latest 1024 events; they begin anew with each of its lives, which
            --follow survives. A Select that was refused is an event too; refusals of a kind that
            follow each other closely are one event with their number.
            """
    ) { (arguments, console) throws(CommandFault) in
        var feed = EventFeed(console: console, arguments: arguments)
        let limit: Int
        do throws(UsageFault) {
            limit = try arguments.integer("--limit", in: 1...1024) ?? 100
        } catch {
            throw .usage(error.message)
        }
        guard arguments.has("--follow") else {
            var connection = try console.connection(arguments)
            let isAny = try feed.print(latest: limit, of: &connection)
            if !isAny { try requireAccount(arguments, &connection) }
            if !isAny, !arguments.has("--json") { try console.print("no events") }
            return
        }
        try Follower(console: console, arguments: arguments).run {
            (connection, start) throws(CommandFault) in
            switch start {
            case .first:
                let isAny = try feed.print(latest: limit, of: &connection)
                if !isAny { try requireAccount(arguments, &connection) }
            case .restarted: feed.restart()
            case .again: break
            }
            while true {
                _ = try feed.print(of: &connection)
                _ = try console.pause(EventFeed.interval)
            }
        }
    }

    /// Where nothing is told of an account, that may be because there is none of its name.
    private static func requireAccount(
        _ arguments: Arguments, _ connection: inout Connection
    ) throws(CommandFault) {
        guard let account = arguments["--account"], let names = try? connection.names(),
            !names.accounts.contains(account)
        else { return }
        throw .refused(UnknownName(account: account).sentence(known: names.accounts))
    }
}
