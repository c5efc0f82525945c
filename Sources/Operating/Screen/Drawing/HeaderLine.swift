import Leasing

/// The first line: the daemon, the pool in numbers, the time. What has no room is left out, the
/// least important first.
struct HeaderLine {
    let drawing: Drawing

    /// The line, of whatever width.
    func line() -> ScreenLine {
        let (known, isWide) = (drawing.screen.known, drawing.isWide)
        var line = ScreenLine("accountd", .heading)
        if isWide, let version = known.version { line.add(" " + version) }
        line.add("  ")
        line.add(standing())
        add(numbers(), to: &line, upTo: drawing.width)
        let clock = drawing.clock(UnixTime(nanoseconds: drawing.console.now()))
        let end = drawing.width - clock.count
        guard line.width + 2 <= end else { return line }
        if isWide { add(details(), to: &line, upTo: end - 2) }
        line.pad(to: end)
        line.add(clock)
        return line
    }

    private func add(_ parts: [ScreenLine], to line: inout ScreenLine, upTo end: Int) {
        for part in parts {
            guard line.width + 2 + part.width <= end else { return }
            line.add("  ")
            line.add(part)
        }
    }

    private func standing() -> ScreenLine {
        switch drawing.screen.link {
        case .connecting: return ScreenLine("connecting…", .busy)
        case .lost(let since, _, _):
            let span = Gauge.span(milliseconds: (drawing.now - since).nanoseconds / 1_000_000)
            return ScreenLine("reconnecting… \(span)", .bad)
        case .connected: break
        }
        switch drawing.screen.known.isServing {
        case true?: return ScreenLine("SERVING", .good)
        case false?: return ScreenLine("DRAINING", .busy)
        case nil: return ScreenLine("connected", .faint)
        }
    }

    private func numbers() -> [ScreenLine] {
        let known = drawing.screen.known
        guard known.providersAt != nil else { return [] }
        let waiters = known.waiters
        let numbers = [
            ScreenLine(Wording.count(known.total, "account")),
            ScreenLine("\(known.available) available", known.available > 0 ? .good : .bad),
            ScreenLine("\(known.inUse) in use"),
            ScreenLine("\(waiters) waiting", waiters > 0 ? .busy : nil),
        ]
        guard case .lost = drawing.screen.link else { return numbers }
        return numbers.map { $0.painted(.faint) }
    }

    private func details() -> [ScreenLine] {
        let known = drawing.screen.known
        var details: [ScreenLine] = []
        if let startedAt = known.startedAt.value {
            let time = UnixTime(nanoseconds: drawing.console.now()) - startedAt
            let span = Gauge.span(milliseconds: max(0, time.nanoseconds / 1_000_000))
            details.append(ScreenLine("up \(span)", .faint))
        }
        if !known.isKept { details.append(ScreenLine("nothing is kept on disk", .faint)) }
        if let epoch = known.epoch { details.append(ScreenLine("epoch \(epoch)", .faint)) }
        return details
    }
}
