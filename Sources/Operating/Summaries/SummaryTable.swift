import AccountClient

/// A summary as a person reads it at a glance.
package struct SummaryTable {
    let summary: PoolSummary
    let console: Console
    /// What is said in place of the accounts when they are not listed.
    let remark: String?

    /// Shows a summary on a console.
    package init(summary: PoolSummary, console: Console, remark: String? = nil) {
        self.summary = summary
        self.console = console
        self.remark = remark
    }

    /// Names are copied into commands, so that they are not cut but have a line of their own.
    private static let longestName = 24
    private static let longestLabel = 20

    /// The lines, without a line feed at the end of any.
    package func lines() -> [String] {
        var lines = [headline]
        guard !summary.providers.isEmpty else { return lines }
        lines += [""] + render(providerTable)
        if !summary.accounts.isEmpty { lines += [""] + render(accountTable) }
        if let remark { lines += ["", remark] }
        return lines
    }

    private var headline: String {
        let providers = summary.providers
        guard !providers.isEmpty else { return "no accounts" }
        let parts = [
            Wording.count(sum(providers.map(\.total)), "account"),
            "\(sum(providers.map(\.available))) available",
            "\(sum(providers.map(\.inUse))) in use",
            "\(sum(providers.map(\.waiters))) waiting",
        ]
        return (parts + (summary.isKept ? [] : ["nothing is kept on disk"]))
            .joined(separator: ", ")
    }

    private func sum(_ numbers: [Int64]) -> Int64 {
        numbers.reduce(0) { $0.addingClamped($1) }
    }

    private func render(_ table: TextTable) -> [String] {
        table.lines(width: console.tableColumns, isColoured: console.isColoured)
    }

    private var providerTable: TextTable {
        var table = TextTable(
            columns: [
                .init(title: "PROVIDER", limit: Self.longestName),
                .init(title: "ACCOUNTS", limit: 8, isNumber: true),
                .init(title: "AVAILABLE", limit: 9, isNumber: true),
                .init(title: "IN USE", limit: 8, isNumber: true),
                .init(title: "WAITING", limit: 8, isNumber: true),
            ], remarksTitle: "BLOCKED", leastRoom: 20)
        for provider in summary.providers {
            let paint: Paint? =
                provider.available > 0 ? nil : provider.nextAvailable == nil ? .bad : .busy
            let numbers = [provider.total, provider.available, provider.inUse, provider.waiters]
            table.rows.append(
                .init(
                    cells: [.init(text: VisibleText.of(provider.name), paint: paint)]
                        + numbers.map { .init(text: "\($0)", paint: paint) },
                    remarks: remarks(on: provider)))
        }
        return table
    }

    private func remarks(on provider: PoolSummary.Provider) -> [String] {
        guard !provider.blocked.isEmpty else { return [] }
        let next = provider.nextAvailable.map { "; next in \(Wording.span(milliseconds: $0))" }
        return [VisibleText.of(PoolSummary.Blocked.sentence(provider.blocked) + (next ?? ""))]
    }

    private var accountTable: TextTable {
        let hasLabels = summary.accounts.contains { $0.label != nil }
        let hasGroups = summary.providers.count > 1
        let digits = summary.accounts.map { "\($0.maxInFlight)".count }.max() ?? 1
        var table = TextTable(
            columns: [.init(title: "ACCOUNT", limit: Self.longestName)]
                + (hasLabels ? [.init(title: "LABEL", limit: Self.longestLabel)] : [])
                + [.init(title: "STATE", limit: 17), .init(title: "IN USE", limit: 24)],
            // "quota 5h, resets in 2 h 10 min (13:45)"
            remarksTitle: "LIMITED BY", leastRoom: 38)
        let remarks = AccountRemarks(console: console)
        for account in inOrder {
            let name = (hasGroups ? "  " : "") + VisibleText.of(account.id)
            let label = TextTable.Cell(text: VisibleText.of(account.label ?? ""), paint: .faint)
            table.rows.append(
                .init(
                    cells: [.init(text: name)] + (hasLabels ? [label] : [])
                        + [.state(account.state), .init(text: Self.bar(account, digits: digits))],
                    remarks: remarks.of(account),
                    group: hasGroups ? VisibleText.of(account.provider) : nil))
        }
        return table
    }

    /// By provider, then by id, as the daemon sorts them.
    private var inOrder: [AccountSummary] {
        summary.accounts.sorted { ($0.provider, $0.id) < ($1.provider, $1.id) }
    }

    /// A bar of four cells, and the numbers.
    private static func bar(_ account: AccountSummary, digits: Int) -> String {
        let (used, most) = (account.inUse, account.maxInFlight)
        let bar = Gauge.bar(Double(used), of: Double(max(1, most)), cells: 4)
        let numbers = "\(used)/\(most)"
        return "\(bar) \(DisplayWidth.pad(numbers, to: 2 * digits + 1, isNumber: true))"
    }
}
