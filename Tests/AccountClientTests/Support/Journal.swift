import Synchronization

/// Keeps what it is told, from anywhere and in order.
final class Journal<Entry: Sendable>: Sendable {
    private let kept = Mutex<[Entry]>([])

    /// All that it was told.
    var entries: [Entry] { kept.withLock(\.self) }

    func note(_ entry: Entry) { kept.withLock { $0.append(entry) } }
}
