import AccountClient

/// The accounts as a person reads them: what each does, what keeps it, what it authorizes with.
package struct AccountTable {
    let accounts: [ListedAccount]
    let console: Console

    /// Shows accounts on a console.
    package init(_ accounts: [ListedAccount], console: Console) {
        self.accounts = accounts
        self.console = console
    }

    /// Names are copied into commands, so that they are not cut but have a line of their own.
    private static let longestName = 24

    /// The lines, without a line feed at the end of any.
    package func lines() -> [String] {
        guard !accounts.isEmpty else { return ["no accounts"] }
        return table.lines(width: console.tableColumns, isColoured: console.isColoured)
    }

    private var table: TextTable {
        let hasPriorities = accounts.contains { $0.priority != nil }
        let hasCredentials = accounts.contains { $0.credential != nil }
        var table = TextTable(
            columns: [
                .init(title: "ACCOUNT", limit: Self.longestName),
                .init(title: "PROVIDER", limit: 16), .init(title: "STATE", limit: 17),
                .init(title: "IN USE", limit: 13, isNumber: true),
            ] + (hasPriorities ? [.init(title: "PRIORITY", limit: 8, isNumber: true)] : [])
                + (hasCredentials ? [.init(title: "CREDENTIAL", limit: 28)] : []),
            // "quota 5h, resets in 2 h 10 min (13:45)"
            remarksTitle: "LIMITED BY", leastRoom: 38)
        let remarks = AccountRemarks(console: console)
        for account in accounts {
            let summary = account.summary
            let priority = TextTable.Cell(text: account.priority.map { "\($0)" } ?? "")
            table.rows.append(
                .init(
                    cells: [
                        .init(text: VisibleText.of(summary.id)),
                        .init(text: VisibleText.of(summary.provider)),
                        .state(summary.state),
                        .init(text: "\(summary.inUse)/\(summary.maxInFlight)"),
                    ] + (hasPriorities ? [priority] : [])
                        + (hasCredentials ? [Self.credential(account.credential)] : []),
                    remarks: Self.disabling(account)
                        + remarks.of(summary, credential: account.credential?.kind)))
        }
        return table
    }

    private static func disabling(_ account: ListedAccount) -> [String] {
        account.disabledBy.map { ["disabled by rule \(VisibleText.of($0))"] } ?? []
    }

    /// "oauth, 2 h 10 min left"; "api key".
    private static func credential(_ credential: ListedAccount.Credential?) -> TextTable.Cell {
        guard let credential else { return .init(text: "") }
        let kind = VisibleText.of(Wording.state(credential.kind))
        guard let expiresIn = credential.expiresIn else { return .init(text: kind) }
        guard expiresIn > 0 else { return .init(text: "\(kind), expired", paint: .bad) }
        return .init(text: "\(kind), \(Wording.span(milliseconds: expiresIn)) left")
    }
}

extension TextTable.Cell {
    /// An account's state in words, painted by what it means for the operator.
    static func state(_ state: String) -> TextTable.Cell {
        let paint: Paint =
            switch state {
            case "available", "half_open": .good
            case "at_capacity", "cooldown": .busy
            case "quota", "auth_failed": .bad
            case _: .faint
            }
        return .init(text: VisibleText.of(Wording.state(state)), paint: paint)
    }
}
