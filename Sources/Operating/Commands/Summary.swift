import AccountClient
import Wire

extension Command {
    /// `summary`: how the pool stands.
    static let summary = Command(
        "summary", purpose: "Show how the pool stands",
        options: [
            .init("--provider", "PROVIDER", purpose: "this provider's accounts alone"),
            .init("--model", "MODEL", purpose: "as a Select for this model would find them"),
            .init("--accounts", purpose: "list the accounts, however many they are"),
            .init("--names", purpose: "print the providers' names alone, a line each"),
            json,
        ],
        details: """
            Accounts are listed when they are 50 at most, or with --accounts. With --json they are
            in the answer with --accounts alone; of more than 500 each page is a line.
            """
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        var pages = SummaryPages(
            provider: arguments["--provider"], model: arguments["--model"],
            listsAccounts: arguments.has("--accounts"))
        if arguments.has("--json") {
            return try pages.forEach(&connection) { (result) throws(CommandFault) in
                try console.print(result)
            }
        }
        if arguments.has("--names") {
            pages.listsAccounts = false
            return try console.printNames(pages.all(&connection).providers.map(\.name))
        }
        var summary = try pages.all(&connection)
        let total = summary.providers.reduce(Int64(0)) { $0.addingClamped($1.total) }
        var remark: String?
        if !pages.listsAccounts, total > fewAccounts {
            remark = "--accounts lists the accounts"
        } else if !pages.listsAccounts, total > 0 {
            pages.listsAccounts = true
            summary = try pages.all(&connection)
        }
        let table = SummaryTable(summary: summary, console: console, remark: remark)
        try console.print(table.lines().joined(separator: "\n"))
    }

    /// As many accounts as fit on a screen or two.
    private static let fewAccounts: Int64 = 50
}

extension SummaryPages {
    /// All pages as one summary: the first one's providers, all accounts.
    fileprivate func all(_ connection: inout Connection) throws(CommandFault) -> PoolSummary {
        var summary: PoolSummary?
        try forEach(&connection) { (result) throws(CommandFault) in
            let page = try PoolSummary(result)
            if summary == nil {
                summary = page
            } else {
                summary?.accounts += page.accounts
            }
        }
        guard let summary else { throw PoolSummary.fault }
        return summary
    }
}
