import AccountClient
import Wire

/// A name that the daemon does not know, and the nearest that it knows.
struct UnknownName {
    /// What it names: `account` or `provider`.
    let kind: String
    let name: String
    /// The provider among whose accounts it was looked for; `nil` for all.
    var provider: String?

    /// The name that a refusal is about, where the command line tells which that is.
    init?(_ fault: CommandFault, of command: Command, _ arguments: Arguments) {
        guard case .connection(.refused(let refusal)) = fault else { return nil }
        let word = arguments.words.dropFirst().first
        let takes = { (placeholder: String) in
            command.places.first?.split(separator: "|").contains { $0 == placeholder } ?? false
        }
        let name: String?
        switch refusal.known {
        case .unknownAccount:
            (kind, name) = ("account", takes("ACCOUNT") ? word : nil)
        case .unknownProvider:
            (kind, name) = ("provider", arguments["--provider"] ?? (takes("PROVIDER") ? word : nil))
        case _: return nil
        }
        guard let name else { return nil }
        self.name = name
    }

    /// A name that was found to be nobody's.
    init(account: String, of provider: String? = nil) {
        (kind, name, self.provider) = ("account", account, provider)
    }

    /// "no account claude-cc; did you mean claude-c?"
    func sentence(known: [String]) -> String {
        let nearest = NearestName.of(name, among: known).map { "; did you mean \($0)?" } ?? ""
        let scope = provider.map { " of \($0)" } ?? ""
        return VisibleText.of("no \(kind) \(name)\(scope)\(nearest)")
    }

    /// The same with the names that the daemon has; without a guess where it does not tell them.
    func sentence(_ console: Console, _ arguments: Arguments) -> String {
        guard var connection = try? console.connection(arguments),
            let names = try? connection.names()
        else { return sentence(known: []) }
        return sentence(known: kind == "account" ? names.accounts : names.providers)
    }
}

extension Connection {
    /// The names of all accounts and of their providers.
    mutating func names() throws(CommandFault) -> (accounts: [String], providers: [String]) {
        var names: (accounts: [String], providers: [String]) = ([], [])
        let pages = SummaryPages(listsAccounts: true)
        try pages.forEach(&self) { (result) throws(CommandFault) in
            let page = try PoolSummary(result)
            names.accounts += page.accounts.map(\.id)
            names.providers = page.providers.map(\.name)
        }
        return names
    }
}
