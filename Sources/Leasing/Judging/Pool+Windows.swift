extension Pool {
    /// Takes in what an answer said of a quota window; answers whether what the account may do,
    /// or until when it may not, is another now.
    mutating func take(_ reading: WindowReading, _ bearing: Bearing) -> Bool {
        let now = bearing.now.instant
        let account = bearing.account
        let most = accounts[account].account.maxUsedPercent
        let reset = reading.resetsAt.map(bearing.instant(of:))
        guard let place = windowPlace(reading.name, reading.models, of: account) else {
            var window = window(reading.name, reading.models, reading.source, bearing)
            window.take(reading, reset: reset, fence: nextFence, now: now)
            window.provenance = provenance(bearing)
            window.probes = ProbePlan(since: now, until: window.resetsAt)
            keep(window, of: account, now: now)
            if window.blocks(at: now) { report(window, of: account, now: now) }
            return window.excludes(from: most, at: now) || window.models != nil
        }
        let fence = leases[bearing.slot].fence
        let former = accounts[account].records.windows[place].exclusionEnd(from: most, at: now)
        let (wasBlocking, isNews) = accounts[account].records.windows[place]
            .standing(for: fence, now: now)
        guard !wasBlocking || isNews || reading.isLimitReached else { return false }
        let isCorrection = isNews && bearing.finding.category == .ok
        if wasBlocking, reading.isLimitReached, !isCorrection {
            accounts[account].records.windows[place].extend(
                reading, reset: reset, fence: nextFence)
        } else {
            accounts[account].records.windows[place].take(
                reading, reset: reset, fence: nextFence, now: now)
        }
        accounts[account].records.windows[place].provenance = provenance(bearing)
        if accounts[account].records.windows[place].blocks(at: now) != wasBlocking {
            report(accounts[account].records.windows[place], of: account, now: now)
        }
        let end = accounts[account].records.windows[place].exclusionEnd(from: most, at: now)
        guard end != former else { return false }
        // A probe has planned the next one of what stood when it went.
        if !leases[bearing.slot].isProbe || former == nil { planProbes(of: place, bearing) }
        return true
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
        let most = accounts[account].account.maxUsedPercent
        let isNewBlock = !leases[bearing.slot].isProbe || !window.excludes(from: most, at: now)
        window.isLimitReached = true
        window.usedPercent = max(window.usedPercent ?? 100, 100)
        window.limitFence = nextFence
        window.resetsAt = reset
        window.source = .body
        window.provenance = provenance(bearing)
        if isNewBlock { window.probes = ProbePlan(since: now, until: reset) }
        if let place {
            accounts[account].records.windows[place] = window
        } else {
            keep(window, of: account, now: now)
        }
        report(window, of: account, now: now)
    }

    /// Plans when it is tested whether a window that excludes from now on, or for another time,
    /// still does.
    private mutating func planProbes(of place: Int, _ bearing: Bearing) {
        let reset = accounts[bearing.account].records.windows[place].resetsAt
        accounts[bearing.account].records.windows[place].probes = ProbePlan(
            since: bearing.now.instant, until: reset)
    }

    /// The name of a window that an answer exhausts without naming it.
    private static let unnamedWindow = "quota"

    private func window(
        _ name: String, _ models: ModelPattern?, _ source: WindowReading.Source,
        _ bearing: Bearing
    ) -> QuotaWindow {
        QuotaWindow(
            name: name, models: models, isLimitReached: false, source: source,
            provenance: provenance(bearing), limitFence: 0,
            probes: ProbePlan(since: bearing.now.instant, until: nil))
    }

    private func windowPlace(
        _ name: String, _ models: ModelPattern?, of account: Int
    ) -> Int? {
        accounts[account].records.windows.firstIndex { $0.name == name && $0.models == models }
    }

    mutating func report(_ window: QuotaWindow, of account: Int, now: Instant) {
        if window.blocks(at: now) { tallies[loads[account].group].countExhaustion() }
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
    /// Whether it blocks, and whether a lease was granted after its limit was seen.
    fileprivate func standing(
        for fence: UInt64, now: Instant
    ) -> (isBlocking: Bool, isNews: Bool) {
        (blocks(at: now), fence >= limitFence)
    }

    /// Until when it excludes an account that is used up to a percent at most; `nil` when it does
    /// not.
    fileprivate func exclusionEnd(from most: Int?, at now: Instant) -> Instant? {
        excludes(from: most, at: now) ? blockEnd : nil
    }

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
    /// reading that names no end says nothing about it. A limit that ends later is a new one to the
    /// leases that are out.
    fileprivate mutating func extend(_ reading: WindowReading, reset: Instant?, fence: UInt64) {
        usedPercent = reading.usedPercent ?? usedPercent
        source = reading.source
        guard let reset, let known = resetsAt, reset > known else { return }
        resetsAt = reset
        limitFence = fence
    }
}
