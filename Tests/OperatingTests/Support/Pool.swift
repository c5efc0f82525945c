import Operating

/// A Summary's result, put together from parts.
enum Pool {
    static func provider(
        _ name: String, total: Int, available: Int, inUse: Int = 0, waiters: Int = 0,
        blocked: String = "{}", next: Int? = nil
    ) -> String {
        let next = next.map { "\"next_eligible_in_ms\":\($0)," } ?? ""
        return "{\"blocked\":\(blocked),\"eligible\":\(available),\"in_use\":\(inUse),\(next)"
            + "\"provider\":\"\(name)\",\"total\":\(total),\"waiters\":\(waiters)}"
    }

    static func account(
        _ id: String, provider: String = "claude", label: String? = nil,
        state: String = "available", status: String = "active", inUse: Int = 0, most: Int = 4,
        windows: String = "[]", cooldowns: String = "[]"
    ) -> String {
        let label = label.map { "\"label\":\"\($0)\"," } ?? ""
        return "{\"account_id\":\"\(id)\",\"cooldowns\":\(cooldowns),\"in_use\":\(inUse),\(label)"
            + "\"max_in_flight\":\(most),\"provider\":\"\(provider)\",\"state\":\"\(state)\","
            + "\"status\":\"\(status)\",\"windows\":\(windows)}"
    }

    static func summary(
        providers: [String], accounts: [String] = [], isKept: Bool = true
    ) throws -> PoolSummary {
        try PoolSummary(
            Array(
                ("{\"accounts\":[\(accounts.joined(separator: ","))],"
                    + "\"as_of\":\"2026-03-12T11:35:00Z\",\"kept\":\(isKept),"
                    + "\"providers\":[\(providers.joined(separator: ","))]}").utf8))
    }

    /// The remarks on one account, as the table shows them on a wide terminal.
    static func remarks(_ account: String) throws -> [String] {
        let terminal = Terminal()
        (terminal.columns, terminal.isTerminal) = (200, true)
        let summary = try summary(
            providers: [provider("claude", total: 1, available: 0)], accounts: [account])
        let lines = SummaryTable(summary: summary, console: terminal.console()).lines()
        guard let heading = lines.lastIndex(where: { $0.contains("LIMITED BY") }),
            let start = lines[heading].firstRange(of: "LIMITED BY")?.lowerBound
        else { return [] }
        let column = lines[heading].distance(from: lines[heading].startIndex, to: start)
        return lines[(heading + 1)...].map { String($0.dropFirst(column)) }
    }
}
