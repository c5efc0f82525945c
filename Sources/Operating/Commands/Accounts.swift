import AccountClient
import JSON
import Wire

extension Command {
    /// `accounts`: each account, what keeps it, and what it authorizes itself with.
    static let accounts = Command(
        "accounts", purpose: "List the accounts: what limits each, until when",
        options: [
            .init("--provider", "PROVIDER", purpose: "this provider's accounts alone"),
            .init("--names", purpose: "print their names alone, a line each"),
            json,
        ],
        details: """
            IN USE is the leases that an account carries, and how many it may carry. An account of a
            lower PRIORITY goes first. With --json of more than 500 accounts each page is a line.
            """
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        var listed: [ListedAccount] = []
        try connection.forEachPage(
            of: "Accounts", limit: WireLimits.usualPage,
            ["provider": arguments["--provider"].map(Parameter.text)]
        ) { (result) throws(CommandFault) in
            if arguments.has("--json") {
                try console.print(result)
            } else {
                listed += try ListedAccount.list(result)
            }
        }
        if arguments.has("--json") { return }
        if arguments.has("--names") { return try console.printNames(listed.map(\.summary.id)) }
        let table = AccountTable(listed, console: console)
        try console.print(table.lines().joined(separator: "\n"))
    }
}

extension Console {
    /// Writes names for a program to read, a line each.
    func printNames(_ names: [String]) throws(CommandFault) {
        for name in names { try print(VisibleText.of(name)) }
    }
}
