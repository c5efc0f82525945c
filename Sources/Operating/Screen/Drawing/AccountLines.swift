import Leasing

/// The list of accounts: a title, the visible rows, and what is expanded.
struct AccountLines {
    let drawing: Drawing
    private let limits: LimitCells
    private let name, provider, label, bar, inFlight: Int

    private static let state = 11

    init(drawing: Drawing) {
        self.drawing = drawing
        let rows = drawing.screen.rows
        let share = drawing.width / (drawing.isNarrow ? 3 : 4)
        let longest = rows.lazy.map { DisplayWidth.of($0.summary.id) }.max() ?? 0
        // The title and the mark of the order need nine.
        name = min(max(9, longest), max(9, min(36, share)))
        let digits = rows.lazy.map { "\($0.summary.maxInFlight)".count }.max() ?? 1
        let providers = drawing.screen.known.providers
        let names = providers.map { DisplayWidth.of($0.name) }.max() ?? 0
        provider = drawing.isWide && providers.count > 1 ? min(max(8, names), 14) : 0
        let labels = rows.lazy.compactMap { $0.summary.label.map(DisplayWidth.of) }.max() ?? 0
        label = drawing.isWide && labels > 0 ? min(max(5, labels), 16) : 0
        bar = drawing.isNarrow ? 0 : 4
        inFlight = max(bar + 2 + 2 * digits, drawing.isNarrow ? 6 : 9)
        var left = 2 + name + 2 + Self.state + 2 + inFlight + 2
        for column in [provider, label] where column > 0 { left += column + 2 }
        limits = LimitCells(drawing: drawing, width: drawing.width - left)
    }

    /// The titles of the columns; the one that the accounts are sorted by has a mark.
    func title() -> ScreenLine {
        let order = drawing.screen.order
        func mark(_ title: String, _ isSorted: Bool) -> String { isSorted ? title + " ▾" : title }
        var line = ScreenLine("  ")
        line.add(mark("ACCOUNT", order == .id), .heading, columns: name)
        line.add("  ")
        if provider > 0 { line.add("PROVIDER", .heading, columns: provider + 2) }
        if label > 0 { line.add("LABEL", .heading, columns: label + 2) }
        line.add(mark("STATE", order == .state), .heading, columns: Self.state + 2)
        line.add(mark("IN USE", order == .inUse), .heading, columns: inFlight + 2)
        line.add(mark("LIMITS", order == .reset), .heading)
        let place = place()
        if line.width + 2 + place.width <= drawing.width {
            line.pad(to: drawing.width - place.width)
            line.add(place)
        }
        return line
    }

    /// Which of how many rows are visible, and by what they are filtered.
    private func place() -> ScreenLine {
        let screen = drawing.screen
        let all = screen.known.register.accounts.count
        var parts: [String] = []
        if !screen.known.isComplete, screen.known.providersAt != nil {
            parts.append("reading \(all) of \(screen.known.total)")
        } else if screen.showsCursor, !screen.rows.isEmpty {
            parts.append("\((screen.cursor?.row ?? 0) + 1) of \(screen.rows.count)")
        }
        if !screen.filter.text.isEmpty { parts.insert("/\(screen.filter.text)", at: 0) }
        return ScreenLine(parts.joined(separator: "  "), .faint)
    }

    /// The row of one account.
    func row(_ index: Int) -> ScreenLine {
        let account = drawing.screen.rows[index]
        let summary = account.summary
        let isExpanded = drawing.screen.expanded == summary.id
        let isChosen = drawing.screen.showsCursor && drawing.screen.cursor?.row == index
        let (paint, mark) = (isChosen ? Paint.chosen : nil, isExpanded ? "▾" : isChosen ? "▸" : " ")
        var line = ScreenLine(mark + " ", paint)
        line.add(summary.id, paint, columns: name)
        line.add(" ", paint)
        line.add(" ")
        if provider > 0 { line.add(summary.provider, .faint, columns: provider); line.add("  ") }
        if label > 0 { line.add(summary.label ?? "", .faint, columns: label); line.add("  ") }
        line.add(
            Wording.state(summary.state), Drawing.paint(state: summary.state),
            columns: Self.state)
        line.add("  ")
        let isFull = summary.inUse >= summary.maxInFlight
        line.add(
            Gauge.bar(
                Double(summary.inUse), of: Double(max(1, summary.maxInFlight)),
                cells: bar), summary.inUse == 0 ? .faint : isFull ? .busy : .good)
        line.add(
            "\(summary.inUse)/\(summary.maxInFlight)", columns: inFlight - bar,
            isNumber: true)
        line.add("  ")
        line.add(limits.line(of: account))
        return line
    }
}
