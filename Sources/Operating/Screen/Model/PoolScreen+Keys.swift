package import Leasing

extension PoolScreen {
    /// What a key wants of whoever owns the terminal.
    package enum Wish: Equatable, Sendable {
        /// Nothing but a new picture.
        case none
        /// The end.
        case quit
        /// To stop, as Ctrl-Z does everywhere.
        case suspend
        /// A picture that supposes nothing of what is there.
        case redraw
    }

    /// Takes in a key.
    package mutating func press(_ key: Key, now: Instant) -> Wish {
        switch key {
        case .control("c"): return .quit
        case .control("z"): return .suspend
        case .control("l"): return .redraw
        case _: break
        }
        switch mode {
        case .listing: return pressListing(key, now: now)
        case .filtering(let before): type(key, before: before, now: now)
        case .asking(let change):
            mode = .listing
            if key == .character("y") || key == .character("Y") { confirm(change, now: now) }
        case .helping: mode = .listing
        }
        return .none
    }

    private mutating func pressListing(_ key: Key, now: Instant) -> Wish {
        notice = nil
        if move(key) { return .none }
        switch key {
        case .character("q"): return .quit
        case .character("?"), .character("h"): mode = .helping
        case .character("/"): mode = .filtering(before: filter)
        case .character("s"):
            order = order.next
            firstRowToTop(now: now)
        case .enter: expanded = expanded == cursor?.id ? nil : cursor?.id
        case .escape: leave(now: now)
        case .character("e"): ask(.enable, now: now)
        case .character("d"): ask(.drain, now: now)
        case .character("c"): ask(.clear, now: now)
        case _: break
        }
        return .none
    }

    /// Escape closes what is open, then drops the filter.
    private mutating func leave(now: Instant) {
        if expanded != nil { return expanded = nil }
        filter = AccountFilter()
        arrange(now: now)
    }

    private mutating func firstRowToTop(now: Instant) {
        handled = nil
        arrange(now: now)
        moveCursor(to: 0)
    }

    /// Asks before anything is changed; what is so already is undone.
    private mutating func ask(_ kind: OperatorChange.Kind, now: Instant) {
        guard let account = chosen?.summary else { return }
        guard link == .connected else { return say(Self.awayNotice, isBad: true, now: now) }
        let status = account.status
        let wanted: OperatorChange.Kind =
            switch kind {
            case .enable, .disable: status == "disabled" ? .enable : .disable
            case .drain, .undrain: status == "draining" ? .undrain : .drain
            case .clear: .clear
            }
        handled = account.id
        mode = .asking(OperatorChange(kind: wanted, account: account.id))
    }

    /// What is said instead of a change while nobody would make it.
    static let awayNotice = "nothing is changed while the daemon is away"

    private mutating func confirm(_ change: OperatorChange, now: Instant) {
        guard link == .connected else {
            return say(Self.awayNotice, isBad: true, now: now)
        }
        reading.changes.append(change)
    }

    private mutating func type(_ key: Key, before: AccountFilter, now: Instant) {
        switch key {
        case .character(let character) where filter.text.count < AccountFilter.longest:
            filter.text.append(character)
        case .backspace where filter.text.isEmpty: mode = .listing
        case .backspace: filter.text.removeLast()
        case .control("u"): filter.text = ""
        case .enter: mode = .listing
        case .escape:
            filter = before
            mode = .listing
        case _:
            _ = move(key)
            return
        }
        arrange(now: now)
    }

    /// Moves the cursor, if that is what the key does.
    private mutating func move(_ key: Key) -> Bool {
        let row = cursor?.row ?? 0
        let isListing = mode == .listing
        switch key {
        case .up: moveCursor(to: row - 1)
        case .down: moveCursor(to: row + 1)
        case .character("k") where isListing: moveCursor(to: row - 1)
        case .character("j") where isListing: moveCursor(to: row + 1)
        case .pageUp, .control("b"): moveCursor(to: row - max(1, visibleRows - 1))
        case .pageDown, .control("f"): moveCursor(to: row + max(1, visibleRows - 1))
        case .home: moveCursor(to: 0)
        case .end: moveCursor(to: rows.count - 1)
        case .character("g") where isListing: moveCursor(to: 0)
        case .character("G") where isListing: moveCursor(to: rows.count - 1)
        case _: return false
        }
        handled = nil
        return true
    }
}
