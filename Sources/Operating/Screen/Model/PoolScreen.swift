package import Leasing

/// Everything that `top` knows and shows, without a clock, a terminal or a connection: keys and
/// answers come in, questions are asked for.
package struct PoolScreen {
    /// What the keys mean at the moment.
    enum Mode: Equatable {
        /// Can become any other.
        case listing
        /// A filter is typed; ends in `listing`, by Escape with the filter that was there before.
        case filtering(before: AccountFilter)
        /// A change waits for a yes; ends in `listing`.
        case asking(OperatorChange)
        /// The help is shown; ends in `listing`.
        case helping
    }

    /// How the connection stands.
    enum Link: Equatable {
        /// Nobody has answered yet; becomes `connected` or, where the first try fails, ends all.
        case connecting
        /// Becomes `lost`.
        case connected
        /// Becomes `connected`; what was known is still shown.
        case lost(since: Instant, reason: String, retryAt: Instant)
    }

    /// A sentence at the foot of the screen for some seconds.
    struct Notice: Equatable {
        let text: String
        let isBad: Bool
        let until: Instant
    }

    let provider: String?
    let interval: Interval
    var link = Link.connecting
    var known = KnownPool()
    var reading = ReadingPlan()
    /// Why all ends, once it does: the first connection or the first reading was refused.
    package internal(set) var failure: CommandFault?

    var mode = Mode.listing
    var filter = AccountFilter()
    var order = AccountOrder.state
    /// The accounts that are shown, in their order.
    private(set) var rows: [KnownAccount] = []
    /// The account on which the keys work, and its row.
    private(set) var cursor: (id: String, row: Int)?
    /// The account on which something was asked or done last, until the cursor is moved.
    var handled: String?
    /// The first row that is visible, and how many are.
    private(set) var firstRow = 0
    private(set) var visibleRows = 1
    var expanded: String?
    var notice: Notice?
    /// Whether the account on which the keys work is marked.
    var showsCursor = true

    /// A screen that knows nothing yet.
    package init(provider: String? = nil, interval: Interval = .seconds(2)) {
        self.provider = provider
        self.interval = interval
    }

    /// Whether somebody has answered: before that there is nothing to be seen.
    package var isWorthShowing: Bool { link != .connecting }

    /// The account on which the keys work.
    var chosen: KnownAccount? {
        cursor.flatMap { $0.row < rows.count ? rows[$0.row] : nil }
    }

    /// The events of the accounts that are shown, and those of no account where their provider is.
    var shownEvents: [ScreenEvent] {
        let isFiltered = !filter.text.isEmpty
        guard isFiltered || provider != nil else { return known.events.events }
        let accounts = isFiltered ? rows : known.register.accounts
        let ids = Set(accounts.map(\.summary.id))
        let providers = Set(accounts.map(\.summary.provider))
        return known.events.events.filter { event in
            if let account = event.account { return ids.contains(account) }
            return event.provider.map(providers.contains) ?? true
        }
    }

    /// Filters and sorts anew; the cursor stays on its account, else on its row.
    mutating func arrange(now: Instant) {
        let shown = known.register.accounts.filter { filter.matches($0.summary) }
        rows = order.sorted(shown, now: now)
        guard let last = cursor, !rows.isEmpty else {
            cursor = rows.first.map { ($0.summary.id, 0) }
            return
        }
        // While nobody has moved the cursor it stays at the top, where what matters most stands;
        // whoever has begun to change an account goes on with the same one.
        let isAtTop =
            last.row == 0 && firstRow == 0 && expanded == nil && mode == .listing
            && handled != last.id
        let row = isAtTop ? 0 : rows.firstIndex { $0.summary.id == last.id } ?? last.row
        moveCursor(to: row)
    }

    /// Puts the cursor on a row, or the nearest there is.
    mutating func moveCursor(to row: Int) {
        guard !rows.isEmpty else { return cursor = nil }
        let row = min(max(0, row), rows.count - 1)
        cursor = (rows[row].summary.id, row)
    }

    /// Scrolls as little as needed to have the cursor's row, and what is expanded below it, among
    /// so many visible lines.
    mutating func scroll(lines: Int, expandedLines: Int) {
        let lines = max(1, lines)
        visibleRows = lines
        guard let row = cursor?.row else { return firstRow = 0 }
        let expandedRow = expanded.flatMap { id in rows.firstIndex { $0.summary.id == id } }
        let below = expandedRow == row ? min(expandedLines, lines - 1) : 0
        // An expanded account above the cursor takes lines of the rows between.
        let isBetween = expandedRow.map { $0 >= firstRow && $0 < row } ?? false
        let taken = below + (isBetween ? min(expandedLines, lines - 1) : 0)
        firstRow = min(firstRow, row)
        firstRow = max(firstRow, row + 1 + taken - lines)
        let most = max(0, rows.count + (expandedRow == nil ? 0 : expandedLines) - lines)
        firstRow = min(max(0, firstRow), max(most, 0), row)
    }

    /// Says something at the foot of the screen.
    mutating func say(_ text: String, isBad: Bool = false, now: Instant) {
        notice = Notice(text: text, isBad: isBad, until: now + .seconds(6))
    }
}
