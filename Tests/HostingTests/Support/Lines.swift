import Hosting
import Synchronization

/// Keeps what is logged.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    /// A log that writes here; every level unless another is given.
    func log(level: Log.Level = .debug, showsPriority: Bool = true) -> Log {
        Log(level: level, showsPriority: showsPriority) { line in
            self.lines.withLock { $0.append(line) }
        }
    }

    /// The lines so far.
    var all: [String] { lines.withLock { $0 } }
}
