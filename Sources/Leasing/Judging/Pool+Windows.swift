extension Pool {
    /// Takes in what an answer said of a quota window; answers whether what the account may do,
    /// or until when it may not, is another now.
    mutating func take(_ reading: WindowReading, _ bearing: Bearing) -> Bool {
        let now = bearing.now.instant
        let account = bearing.account
        let reset = reading.resetsAt.map(bearing.instant(of:))
        guard let place = windowPlace(reading.name, reading.models, of: account) else {
            var window = window(reading.name, reading.models, reading.source, bearing)
            window.take(reading, reset: reset, fence: nextFence, now: now)
            window.provenance = provenance(bearing)
            keep(window, of: account, now: now)
            report(window, of: account, if: window.blocks(at: now))
            return window.blocks(at: now) || window.models != nil
        }
        let known = accounts[account].records.windows[place]
        var window = known
        let isNews = leases[bearing.slot].fence >= known.limitFence
        let isSuccess = bearing.finding.category == .ok
        guard !known.blocks(at: now) || isNews || reading.isLimitReached else { return false }
        if known.blocks(at: now), reading.isLimitReached, !(isNews && isSuccess) {
            window.extend(reading, reset: reset)
        } else {
            window.take(reading, reset: reset, fence: nextFence, now: now)
        }
        window.provenance = provenance(bearing)
        accounts[account].records.windows[place] = window
        report(window, of: account, if: window.blocks(at: now) != known.blocks(at: now))
        return window.blocks(at: now) != known.blocks(at: now)
            || window.blocks(at: now) && window.blockEnd != known.blockEnd
    }

    /// Marks the window that an answer named as exhausted; never for a shorter time than before.
    mutating func exhaust(_ bearing: Bearing) {
        let now = bearing.now.instant
        let account = bearing.account
        guard let models = bearing.finding.scope.models else { return }
        let reset: Instant?
        switch bearing.finding.block {
        case .none: return
        case .ladder: return pause(bearing)
        case .until(let time, _): reset = bearing.instant(of: time)
        case .indefinite: reset = nil
        }
        let name = bearing.finding.window ?? Self.unnamedWindow
        let place = windowPlace(name, models, of: account)
        var window =
            place.map { accounts[account].records.windows[$0] }
            ?? window(name, models, .body, bearing)
        let former = window.blocks(at: now) ? window.blockEnd : now
        guard (reset ?? .distantFuture) > former else { return }
        window.isLimitReached = true
        window.usedPercent = max(window.usedPercent ?? 100, 100)
        window.limitFence = nextFence
        window.resetsAt = reset
        window.source = .body
        window.provenance = provenance(bearing)
        if let place {
            accounts[account].records.windows[place] = window
        } else {
            keep(window, of: account, now: now)
        }
        report(window, of: account, if: true)
    }

    /// The name of a window that an answer exhausts without naming it.
    private static let unnamedWindow = "quota"

    private func window(
        _ name: String, _ models: ModelPattern?, _ source: WindowReading.Source,
        _ bearing: Bearing
    ) -> QuotaWindow {
        QuotaWindow(
            name: name, models: models, isLimitReached: false, source: source,
            provenance: provenance(bearing), limitFence: 0)
    }

    private func windowPlace(
        _ name: String, _ models: ModelPattern?, of account: Int
    ) -> Int? {
        accounts[account].records.windows.firstIndex { $0.name == name && $0.models == models }
    }

    private mutating func report(_ window: QuotaWindow, of account: Int, if isNews: Bool) {
        guard isNews else { return }
        facts.append(.window(window, account: accounts[account].account.id))
    }

    /// Keeps a window that was not known.
    private mutating func keep(_ window: QuotaWindow, of account: Int, now: Instant) {
        let kept = accounts[account].records.windows
        if kept.count >= Limits.recordsPerAccount {
            let keys = kept.map { EvictionKey($0.models, $0.blocks(at: now) ? $0.blockEnd : nil) }
            accounts[account].records.windows.remove(at: EvictionKey.first(of: keys))
        }
        accounts[account].records.windows.append(window)
    }
}

extension QuotaWindow {
    /// Takes over a reading as it is.
    fileprivate mutating func take(
        _ reading: WindowReading, reset: Instant?, fence: UInt64, now: Instant
    ) {
        usedPercent = reading.usedPercent
        isLimitReached = reading.isLimitReached
        resetsAt = reset
        source = reading.source
        limitFence = reading.isLimitReached ? fence : 0
    }

    /// Takes in that the limit is reached still: it may end later than was known, never sooner. A
    /// reading that names no end says nothing about it.
    fileprivate mutating func extend(_ reading: WindowReading, reset: Instant?) {
        usedPercent = reading.usedPercent ?? usedPercent
        source = reading.source
        guard let reset, let known = resetsAt else { return }
        resetsAt = max(known, reset)
    }
}
