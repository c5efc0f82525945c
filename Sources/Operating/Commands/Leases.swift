import AccountClient
import Wire

extension Command {
    /// `leases`: who holds what, and for how long.
    static let leases = Command(
        "leases", words: "[ACCOUNT]", wordCount: 0...1,
        purpose: "List the leases: who holds most, then the oldest",
        options: [
            .init("--names", purpose: "print the leases' ids alone, a line each"),
            json,
        ],
        details: """
            On a terminal the clients stand above the leases, the one that holds most first; over a
            pipe the leases stand in the order of their clients, and nothing is cut. A lease is
            orphaned when its holder's last connection has ended; it ends by itself in seconds.
            accountctl revoke LEASE ends one. With --json of more than 500 each page is a line.
            """
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        let account = arguments.words.dropFirst().first
        var listed: [ListedLease] = []
        try connection.forEachPage(
            of: "Leases", limit: WireLimits.usualPage, ["account_id": account.map(Parameter.text)]
        ) { (result) throws(CommandFault) in
            if arguments.has("--json") {
                try console.print(result)
            } else {
                listed += try ListedLease.list(result)
            }
        }
        if arguments.has("--json") { return }
        if arguments.has("--names") { return try console.printNames(listed.map(\.id)) }
        let table = LeaseTable(listed, console: console)
        try console.print(table.lines().joined(separator: "\n"))
    }
}
