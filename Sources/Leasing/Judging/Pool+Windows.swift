extension Pool {
    /// Takes in what an answer said of a quota window: it opens, extends or lowers it, but ends an
    /// exhausted one only when the lease was granted after the exhaustion was seen.
    mutating func take(
        _ reading: WindowReading, _ bearing: Bearing, _ account: Int, _ lease: Lease
    ) {
        let now = bearing.now.instant
        var window =
            window(reading.name, reading.models, of: account)
            ?? QuotaWindow(
                name: reading.name, models: reading.models, isLimitReached: false,
                source: reading.source, provenance: provenance(bearing, lease), limitFence: 0)
        let wasBlocking = window.blocks(at: now)
        if wasBlocking, !reading.isLimitReached, lease.fence < window.limitFence { return }
        let reset = reading.resetsAt.map { instant(of: $0, bearing) }
        if reading.isLimitReached, wasBlocking {
            window.resetsAt = window.resetsAt.flatMap { known in reset.map { max(known, $0) } }
        } else {
            window.resetsAt = reset
            window.limitFence = reading.isLimitReached ? nextFence : 0
        }
        window.usedPercent = reading.usedPercent
        window.isLimitReached = reading.isLimitReached
        window.source = reading.source
        window.provenance = provenance(bearing, lease)
        keep(window, of: account)
        guard window.blocks(at: now) != wasBlocking else { return }
        facts.append(.window(window, account: accounts[account].account.id))
    }

    /// Marks the window that an answer named as exhausted; never for a shorter time than before.
    mutating func exhaust(_ bearing: Bearing, _ account: Int, _ lease: Lease) {
        let now = bearing.now.instant
        guard let models = bearing.finding.scope.models else { return }
        let reset: Instant?
        switch bearing.finding.block {
        case .none: return
        case .ladder: return pause(bearing, account, lease)
        case .until(let time, _): reset = instant(of: time, bearing)
        case .indefinite: reset = nil
        }
        let name = bearing.finding.window ?? "quota"
        var window =
            window(name, models, of: account)
            ?? QuotaWindow(
                name: name, models: models, isLimitReached: false, source: .body,
                provenance: provenance(bearing, lease), limitFence: 0)
        let former = window.blocks(at: now) ? window.blockEnd : now
        window.isLimitReached = true
        window.usedPercent = max(window.usedPercent ?? 100, 100)
        window.limitFence = nextFence
        if (reset ?? .distantFuture) > former {
            window.resetsAt = reset
            window.source = .body
            window.provenance = provenance(bearing, lease)
            facts.append(.window(window, account: accounts[account].account.id))
        }
        keep(window, of: account)
    }

    private func instant(of time: UnixTime, _ bearing: Bearing) -> Instant {
        min(bearing.now.instant(of: time), bearing.now.instant + Limits.longestBlock)
    }

    private func window(
        _ name: String, _ models: ModelPattern?, of account: Int
    ) -> QuotaWindow? {
        accounts[account].records.windows.first { $0.name == name && $0.models == models }
    }

    private mutating func keep(_ window: QuotaWindow, of account: Int) {
        let known = accounts[account].records.windows.firstIndex {
            $0.name == window.name && $0.models == window.models
        }
        if let known {
            accounts[account].records.windows[known] = window
            return
        }
        accounts[account].records.windows.append(window)
        let records = accounts[account].records.windows
        guard records.count > Limits.modelRecordsPerAccount,
            let first = records.indices.min(by: { records[$0].blockEnd < records[$1].blockEnd })
        else { return }
        accounts[account].records.windows.remove(at: first)
    }
}
