import Leasing

/// What limits an account, in cells of one width that stand below each other.
struct LimitCells {
    let drawing: Drawing
    /// Characters that the names of windows get, in all rows.
    private let name: Int
    /// Characters of all cells of a row, and of a bar.
    private let width, bar: Int

    private static let percent = 5
    /// "12m 05s"
    private static let span = 7
    private static let gap = 3
    /// " +9": how many cells have no room.
    private static let note = 3

    private static let shortestBar = 6
    private static let longestBar = 12

    /// Cells for rows that have so many characters for them.
    init(drawing: Drawing, width: Int) {
        self.drawing = drawing
        let names = drawing.screen.rows.lazy.flatMap(\.summary.windows).map(\.name)
        name = min(9, max(2, names.map(DisplayWidth.of).max() ?? 0))
        self.width = width
        // What is left over when as many cells stand beside each other as can makes bars longer.
        let cell = name + 1 + Self.shortestBar + Self.percent + 1 + Self.span
        let count = max(1, min(3, (width + Self.gap) / (cell + Self.gap)))
        let left = width - count * (cell + Self.gap) + Self.gap - Self.note
        bar = min(Self.longestBar, Self.shortestBar + max(0, left) / count)
    }

    /// Characters of a cell.
    private var cell: Int { name + 1 + bar + Self.percent + 1 + Self.span }

    /// As many cells as a width has room for, those that matter most, and how many have none.
    func line(of account: KnownAccount) -> ScreenLine {
        let cells = cells(of: account)
        let room = room(for: cells.count)
        var line = ScreenLine()
        for (index, part) in chosen(room, of: cells).enumerated() {
            line.pad(to: index * (cell + Self.gap))
            line.add(part.line.width > cell ? part.line.fitted(to: cell) : part.line)
        }
        if room < cells.count {
            line.pad(to: room * (cell + Self.gap) - Self.gap)
            line.add(" +\(cells.count - room)", .faint)
        }
        return line
    }

    /// How many cells fit.
    private func room(for count: Int) -> Int {
        let room = min(count, max(1, (width + Self.gap) / (cell + Self.gap)))
        // The count of those that have no room needs room itself.
        let isTight =
            room < count && room > 1 && room * (cell + Self.gap) - Self.gap + Self.note > width
        return isTight ? room - 1 : room
    }

    /// A cell, and how much it matters: the smaller the number, the more.
    private struct Ranked {
        let line: ScreenLine
        let rank: Double
    }

    /// Those that matter most, in the order that they have in every row.
    private func chosen(_ count: Int, of cells: [Ranked]) -> [Ranked] {
        let order = cells.indices.sorted { (cells[$0].rank, $0) < (cells[$1].rank, $1) }
        return order.prefix(count).sorted().map { cells[$0] }
    }

    private func cells(of account: KnownAccount) -> [Ranked] {
        let summary = account.summary
        return standing(summary).map { Ranked(line: $0, rank: -4) }
            + summary.cooldowns.map { cooldown in
                Ranked(line: cell(cooldown, account), rank: cooldown.models == nil ? -3 : -1)
            }
            + summary.windows.map { window in
                let used = min(100, max(0, window.usedPercent ?? 0))
                return Ranked(
                    line: cell(window, account), rank: window.isLimitReached ? -2 : 1 - used / 100)
            }
    }

    private func standing(_ summary: AccountSummary) -> [ScreenLine] {
        switch (summary.state, summary.status) {
        case ("auth_failed", "refreshing"): [ScreenLine("being renewed", .busy)]
        case ("auth_failed", "expired"): [ScreenLine("credential dead", .bad)]
        case ("auth_failed", "suspended"): [ScreenLine("suspended upstream", .bad)]
        case ("auth_failed", _) where summary.cooldowns.isEmpty:
            [ScreenLine("credential expired", .bad)]
        case ("draining", _):
            [ScreenLine(summary.inUse == 0 ? "drained" : "\(summary.inUse) to go", .busy)]
        case _: []
        }
    }

    private func cell(_ cooldown: AccountSummary.Cooldown, _ account: KnownAccount) -> ScreenLine {
        let scope = cooldown.models.map { " \($0)" } ?? ""
        return cell(
            ScreenLine(Wording.state(cooldown.reason) + scope, .busy),
            end: time(cooldown.remaining, account) ?? "held", .busy)
    }

    private func cell(_ window: AccountSummary.Window, _ account: KnownAccount) -> ScreenLine {
        let paint = Drawing.paint(window)
        let used = window.usedPercent ?? (window.isLimitReached ? 100 : 0)
        let isKnown = window.usedPercent != nil || window.isLimitReached
        var line = ScreenLine()
        line.add(window.name, columns: name + 1)
        line.add(Gauge.bar(used, of: 100, cells: bar), paint)
        line.add(isKnown ? Gauge.percent(used) : "?", paint, columns: Self.percent, isNumber: true)
        let end = time(window.resetsIn, account) ?? (window.isLimitReached ? "held" : "")
        return cell(line, end: end, window.isLimitReached ? .bad : .faint)
    }

    /// A text, and at the end of the cell how long that lasts.
    private func cell(_ text: ScreenLine, end: String, _ paint: Paint) -> ScreenLine {
        var line = text.fitted(to: cell - 1 - max(Self.span, DisplayWidth.of(end)))
        line.add(" ")
        line.add(end, paint, columns: Self.span, isNumber: true)
        return line
    }

    private func time(_ told: Int64?, _ account: KnownAccount) -> String? {
        told.map { Gauge.span(milliseconds: account.left(of: $0, now: drawing.now)) }
    }
}
