import Leasing

/// The providers with how many of their accounts are able, and what keeps the others.
struct ProviderLines {
    let drawing: Drawing

    /// So many lines at most, a title first; what has no room is counted in the last one.
    func lines(atMost most: Int) -> [ScreenLine] {
        let providers = drawing.screen.known.providers
        guard most >= 2, !providers.isEmpty, !drawing.isNarrow else { return [] }
        let room = most - 1
        let isCut = providers.count > room
        let shown = providers.prefix(isCut ? max(1, room - 1) : room)
        let names = shown.map { DisplayWidth.of($0.name) }.max() ?? 0
        let columns = Columns(
            name: min(max(8, names), max(8, drawing.width / 4)),
            able: 10 + 2 * digits(providers.map(\.total)))
        var lines = [title(columns)] + shown.map { line(of: $0, columns) }
        if isCut, room > 1 {
            let count = Wording.count(Int64(providers.count - shown.count), "more provider")
            lines.append(ScreenLine("  and \(count)", .faint))
        }
        return lines
    }

    private struct Columns {
        let name, able: Int
    }

    private func digits(_ numbers: [Int64]) -> Int {
        numbers.map { "\($0)".count }.max() ?? 1
    }

    private func title(_ columns: Columns) -> ScreenLine {
        var line = ScreenLine()
        line.add("  ")
        line.add("PROVIDER", .heading, columns: columns.name)
        line.add("  ")
        line.add("AVAILABLE", .heading, columns: columns.able)
        line.add("  IN USE  WAITING", .heading)
        if drawing.screen.known.providers.contains(where: { !$0.blocked.isEmpty }) {
            line.add("  BLOCKED", .heading)
        }
        return line
    }

    private func line(of provider: PoolSummary.Provider, _ columns: Columns) -> ScreenLine {
        let paint: Paint =
            provider.available == 0 ? .bad : provider.available < provider.total ? .busy : .good
        var line = ScreenLine()
        line.add("  ")
        line.add(provider.name, columns: columns.name)
        line.add("  ")
        let numbers = "\(provider.available)/\(provider.total)"
        let bar = Gauge.bar(Double(provider.available), of: Double(provider.total), cells: 8)
        line.add(bar, paint)
        line.add(numbers, columns: columns.able - 8, isNumber: true)
        line.add("  ")
        line.add("\(provider.inUse)", columns: 6, isNumber: true)
        line.add("  ")
        let waits: Paint? = provider.waiters > 0 ? .busy : nil
        line.add("\(provider.waiters)", waits, columns: 7, isNumber: true)
        line.add("  ")
        for (index, blocked) in provider.blocked.enumerated() {
            if index > 0 { line.add(", ") }
            line.add(
                "\(blocked.count) \(Wording.state(blocked.state))",
                Drawing.paint(state: blocked.state))
        }
        let next = nextAvailable(provider).map { "; next in \($0)" } ?? ""
        if line.width + next.count <= drawing.width { line.add(next, .faint) }
        return line
    }

    private func nextAvailable(_ provider: PoolSummary.Provider) -> String? {
        guard let next = provider.nextAvailable, !provider.blocked.isEmpty,
            let toldAt = drawing.screen.known.providersAt
        else { return nil }
        let passed = max(0, (drawing.now - toldAt).nanoseconds / 1_000_000)
        return Gauge.span(milliseconds: max(0, next - passed))
    }
}
