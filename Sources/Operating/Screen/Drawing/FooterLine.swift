/// The last line: what the keys do, a question, or what became of it.
struct FooterLine {
    let drawing: Drawing

    /// The line, in exactly the width.
    func line() -> ScreenLine {
        let screen = drawing.screen
        switch screen.mode {
        case .asking(let change): return question(change)
        case .filtering:
            var line = ScreenLine("/", .heading)
            line.add(screen.filter.text)
            line.add("█")
            let count = "\(screen.rows.count) of \(screen.known.register.accounts.count)"
            return end(line, "\(count)  Enter keeps it, Esc does not")
        case .helping: return ScreenLine("any key goes back").fitted(to: drawing.width)
        case .listing: break
        }
        if let notice = screen.notice, notice.until > drawing.now {
            return ScreenLine(notice.text, notice.isBad ? .bad : .good).fitted(to: drawing.width)
        }
        if case .lost(_, let reason, _) = screen.link {
            return ScreenLine(reason, .bad).fitted(to: drawing.width)
        }
        return keys()
    }

    private func question(_ change: OperatorChange) -> ScreenLine {
        let answer = " y/N "
        let room = drawing.width - answer.count
        var line = ScreenLine()
        line.add(change.question, .busy, columns: min(room, DisplayWidth.of(change.question)))
        line.add(answer, .heading)
        return line.fitted(to: drawing.width)
    }

    /// A line with a remark at its end where there is room for it.
    private func end(_ line: ScreenLine, _ remark: String) -> ScreenLine {
        var line = line
        if line.width + 2 + DisplayWidth.of(remark) <= drawing.width {
            line.pad(to: drawing.width - DisplayWidth.of(remark))
            line.add(remark, .faint)
        }
        return line.fitted(to: drawing.width)
    }

    /// The keys; what has no room is left out, quit and help last.
    private func keys() -> ScreenLine {
        let screen = drawing.screen
        let status = screen.chosen?.summary.status
        let hints = [
            ("q", "quit"), ("?", "help"),
            ("/", "filter"),
            ("s", "sort"), ("Enter", "details"),
            ("d", status == "draining" ? "undrain" : "drain"),
            ("e", status == "disabled" ? "enable" : "disable"), ("c", "clear"),
        ]
        var line = ScreenLine()
        for (key, purpose) in hints {
            var hint = ScreenLine(line.width == 0 ? "" : "  ")
            hint.add(key, .heading)
            hint.add(" " + purpose)
            guard line.width + hint.width <= drawing.width else { break }
            line.add(hint)
        }
        return line.fitted(to: drawing.width)
    }
}
