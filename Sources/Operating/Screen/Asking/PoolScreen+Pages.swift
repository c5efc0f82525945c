import Leasing
import Providers

extension PoolScreen {
    /// Takes in how the pool stands, and decides which accounts are to be read for it.
    mutating func take(overview summary: PoolSummary, now: Instant) {
        if known.isRestarted {
            known.events.append(restartBefore: InternetDate.parse(summary.asOf))
            known.isRestarted = false
        }
        known.providers = summary.providers
        known.providersAt = now
        known.isKept = summary.isKept
        let isOld = reading.isOld()
        let hasPassed = known.register.accounts.contains { $0.hasPassed(now: now) }
        let isChanged = summary.revision == nil || summary.revision != reading.revision
        guard isChanged || isOld || hasPassed || !known.isComplete else { return }
        if known.total > reading.pageLimit, order == .id, filter.text.isEmpty, known.isComplete,
            !isOld
        {
            readVisible(summary.revision)
        } else if now >= reading.nextFullRead {
            reading.revision = summary.revision
            reading.beginFullRead(now: now)
            reading.agenda.append(.page(provider: provider, after: nil, limit: reading.pageLimit))
        }
    }

    /// In the order of their ids those that are visible stand on one page.
    private mutating func readVisible(_ revision: Int64?) {
        let row = firstRow
        guard revision == nil || revision != reading.partRevision || row != reading.partRow else {
            return
        }
        (reading.partRevision, reading.partRow) = (revision, row)
        let after = row > 0 && row <= rows.count ? rows[row - 1].summary.id : nil
        let limit = min(visibleRows + 1, reading.pageLimit)
        reading.page = ReadingPlan.Page(after: after, continues: false)
        reading.agenda.append(.page(provider: provider, after: after, limit: limit))
    }

    /// Takes in accounts.
    mutating func take(page summary: PoolSummary, now: Instant) {
        guard let page = reading.page.take() else { return }
        let accounts = summary.accounts.map { KnownAccount(summary: $0, toldAt: now) }
        // A page that ends where it began says nothing of what is behind it.
        let end = summary.next == page.after ? nil : summary.next
        known.register.replace(behind: page.after, upTo: end, with: accounts)
        if page.continues, let end {
            reading.page = ReadingPlan.Page(after: end, continues: true)
            reading.agenda.append(.page(provider: provider, after: end, limit: reading.pageLimit))
        } else if page.continues {
            known.isComplete = true
            reading.endFullRead(now: now)
        }
        arrange(now: now)
    }

    /// Asks for the same page with fewer accounts.
    mutating func askForLess() {
        guard let page = reading.page, reading.pageLimit > 1 else { return }
        reading.pageLimit = max(1, reading.pageLimit / 4)
        reading.agenda.append(
            .page(provider: provider, after: page.after, limit: reading.pageLimit))
    }
}
