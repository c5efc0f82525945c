package import Kernel
package import Leasing

/// One picture of the screen: lines of one width, from top to bottom.
package struct ScreenFrame: Equatable {
    let lines: [ScreenLine]

    /// Draws what fits a terminal; the list is scrolled so that the cursor can be seen.
    package init(
        _ screen: inout PoolScreen, size: TerminalSize, now: Instant, console: Console
    ) {
        let heights = Heights(screen: screen, rows: size.rows)
        let drawing = Drawing(screen: screen, console: console, width: size.columns, now: now)
        let footer = [FooterLine(drawing: drawing).line()]
        var lines = [HeaderLine(drawing: drawing).line()]
        if screen.mode == .helping {
            lines += [ScreenLine()] + HelpPage.lines
            lines = Self.filled(lines, rows: size.rows - 1) + footer
        } else {
            lines += Self.block(
                ProviderLines(drawing: drawing).lines(atMost: heights.providers), heights.hasGaps)
            if heights.hasTitle { lines += heights.hasGaps ? [ScreenLine()] : [] }
            let top = lines.count + (heights.hasTitle ? 1 : 0)
            let events = Self.events(drawing, heights, room: size.rows - top - 1)
            let room = max(1, size.rows - top - events.count - 1)
            let list = Self.list(&screen, drawing, heights, room: room)
            lines = Self.filled(lines + list, rows: size.rows - 1 - events.count)
            lines += events + footer
        }
        self.lines = Self.finished(lines, screen, width: size.columns)
    }

    /// Draws all there is, without keys, for a file or a pipe.
    package init(plain screen: PoolScreen, columns: Int, now: Instant, console: Console) {
        var screen = screen
        screen.showsCursor = false
        let drawing = Drawing(screen: screen, console: console, width: columns, now: now)
        var lines = [HeaderLine(drawing: drawing).line()]
        lines += Self.block(ProviderLines(drawing: drawing).lines(atMost: .max), true)
        let accounts = AccountLines(drawing: drawing)
        if !screen.rows.isEmpty {
            lines += [ScreenLine(), accounts.title()] + screen.rows.indices.map(accounts.row)
        }
        lines += Self.block(EventLines(drawing: drawing).lines(atMost: 11), true)
        self.lines = Self.finished(lines, screen, width: columns)
    }

    /// How many lines the parts of the picture get.
    private struct Heights {
        let hasGaps, hasTitle: Bool
        let providers, events: Int

        init(screen: PoolScreen, rows: Int) {
            hasGaps = rows >= 20
            hasTitle = rows >= 6
            let count = screen.known.providers.count
            providers = rows < 12 ? 0 : min(count + 1, max(2, rows / 4))
            events = rows < 16 ? 0 : rows < 24 ? 3 : rows < 36 ? 5 : 8
        }
    }

    private static func block(_ lines: [ScreenLine], _ hasGap: Bool) -> [ScreenLine] {
        lines.isEmpty || !hasGap ? lines : [ScreenLine()] + lines
    }

    /// The events, in the room that few accounts leave or at least their own.
    private static func events(
        _ drawing: Drawing, _ heights: Heights, room: Int
    ) -> [ScreenLine] {
        guard heights.events > 0 else { return [] }
        let gap = heights.hasGaps ? 1 : 0
        let details = drawing.screen.expanded == nil ? 0 : 8
        let left = room - drawing.screen.rows.count - details - gap
        return block(
            EventLines(drawing: drawing).lines(atMost: max(heights.events, left)), gap > 0)
    }

    private static func list(
        _ screen: inout PoolScreen, _ drawing: Drawing, _ heights: Heights, room: Int
    ) -> [ScreenLine] {
        let details =
            screen.expanded.flatMap { screen.known.register[$0] }
            .map { AccountDetails(drawing: drawing, account: $0).lines() } ?? []
        screen.scroll(lines: room, expandedLines: details.count)
        let accounts = AccountLines(drawing: drawing)
        var lines = heights.hasTitle ? [accounts.title()] : []
        let most = room + lines.count
        for row in screen.rows.indices.dropFirst(screen.firstRow) {
            guard lines.count < most else { break }
            lines.append(accounts.row(row))
            if screen.rows[row].summary.id == screen.expanded { lines += details }
        }
        if screen.rows.isEmpty { lines.append(empty(screen)) }
        return Array(lines.prefix(most))
    }

    private static func empty(_ screen: PoolScreen) -> ScreenLine {
        guard screen.known.providersAt != nil else { return ScreenLine() }
        if !screen.filter.text.isEmpty {
            return ScreenLine("  no account matches; Esc clears the filter", .faint)
        }
        return ScreenLine(screen.known.total > 0 ? "  …" : "  no accounts", .faint)
    }

    private static func filled(_ lines: [ScreenLine], rows: Int) -> [ScreenLine] {
        let lines = lines.prefix(max(0, rows))
        return lines + Array(repeating: ScreenLine(), count: max(0, rows - lines.count))
    }

    /// Every line in the width; what is not true any more is faint, but for what says so.
    private static func finished(
        _ lines: [ScreenLine], _ screen: PoolScreen, width: Int
    ) -> [ScreenLine] {
        var isLost = false
        if case .lost = screen.link { isLost = true }
        return lines.enumerated().map { index, line in
            let line = line.fitted(to: width)
            let isOld = isLost && index > 0 && index < lines.count - 1
            return isOld ? line.painted(.faint) : line
        }
    }

    /// The lines for a terminal, each of exactly the width.
    package func texts(isColoured: Bool) -> [String] {
        lines.map { $0.text(isColoured: isColoured) }
    }

    /// The lines for a file, without blanks at their ends.
    package func plainText() -> String {
        lines.map { line in
            let text = line.text(isColoured: false)
            let last = text.lastIndex { $0 != " " }
            return (last.map { String(text[...$0]) } ?? "") + "\n"
        }.joined()
    }
}
