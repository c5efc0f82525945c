import AccountClient

/// The leases as a person reads them: who holds how many, then each, the oldest first; for a
/// program the leases alone, those of the client that holds most first.
package struct LeaseTable {
    let leases: [ListedLease]
    let console: Console

    /// Shows leases on a console.
    package init(_ leases: [ListedLease], console: Console) {
        self.leases = leases.sorted { ($1.age, $0.id) < ($0.age, $1.id) }
        self.console = console
    }

    /// The lines, without a line feed at the end of any; a program is shown the leases alone.
    package func lines() -> [String] {
        guard console.isTerminal || leases.isEmpty else {
            return render(table(of: holders.flatMap(\.leases)))
        }
        guard !leases.isEmpty else { return ["no leases"] }
        let accounts = Set(leases.map(\.account)).count
        let headline =
            "\(Wording.count(Int64(leases.count), "lease")) of "
            + Wording.count(Int64(accounts), "account")
        return [headline, ""] + render(holderTable) + [""] + render(table(of: leases))
    }

    private func render(_ table: TextTable) -> [String] {
        table.lines(width: console.tableColumns, isColoured: console.isColoured)
    }

    /// What one client of one user holds.
    private struct Holder: Hashable {
        let client: String
        let user: Int64
    }

    /// Who holds most stands first; of each the oldest lease.
    private var holders: [(holder: Holder, leases: [ListedLease])] {
        let groups = Dictionary(grouping: leases) { Holder(client: $0.clientName, user: $0.user) }
        let sorted = groups.sorted {
            ($1.value.count, $0.key.client, $0.key.user) < (
                $0.value.count, $1.key.client, $1.key.user
            )
        }
        return sorted.map { ($0.key, $0.value) }
    }

    private var holderTable: TextTable {
        var table = TextTable(
            columns: [
                .init(title: "CLIENT", limit: 40), .init(title: "UID", limit: 10, isNumber: true),
                .init(title: "LEASES", limit: 8, isNumber: true),
                .init(title: "OLDEST", limit: 14, isNumber: true),
            ], remarksTitle: "ON", leastRoom: 20)
        for (holder, held) in holders {
            table.rows.append(
                .init(
                    cells: [
                        .init(text: VisibleText.of(holder.client)),
                        .init(text: "\(holder.user)"), .init(text: "\(held.count)"),
                        .init(text: Wording.span(milliseconds: held.map(\.age).max() ?? 0)),
                    ], remarks: [Self.accounts(of: held)]))
        }
        return table
    }

    /// "7 claude-a, 3 claude-b", and how many on more accounts than three.
    private static func accounts(of leases: [ListedLease]) -> String {
        let groups = Dictionary(grouping: leases, by: \.account).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = groups.prefix(3).map { "\($0.value) \(VisibleText.of($0.key))" }
        let rest = groups.dropFirst(3)
        let count = rest.reduce(0) { $0 + $1.value }
        let more = "\(count) on \(Wording.count(Int64(rest.count), "more account"))"
        return (shown + (rest.isEmpty ? [] : [more])).joined(separator: ", ")
    }

    private func table(of leases: [ListedLease]) -> TextTable {
        var table = TextTable(
            columns: [
                .init(title: "LEASE", limit: 22), .init(title: "ACCOUNT", limit: 64, isName: true),
                .init(title: "MODEL", limit: 28), .init(title: "CLIENT", limit: 24),
                .init(title: "UID", limit: 10, isNumber: true),
                .init(title: "AGE", limit: 14, isNumber: true),
                .init(title: "ENDS IN", limit: 14, isNumber: true),
            ], remarksTitle: "", leastRoom: 0)
        for lease in leases {
            let isOrphaned = lease.state == "orphaned"
            let cells = [
                lease.id, lease.account, lease.model ?? "", lease.clientName, "\(lease.user)",
                Wording.span(milliseconds: lease.age),
                Wording.span(milliseconds: lease.expiresIn),
            ]
            table.rows.append(
                .init(
                    cells: cells.map {
                        .init(text: VisibleText.of($0), paint: isOrphaned ? .faint : nil)
                    }, remarks: isOrphaned ? ["orphaned: its holder is gone"] : []))
        }
        return table
    }
}
