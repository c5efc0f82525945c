import Kernel
package import Leasing

/// Writes one line an event to standard error, in the form that the journal reads: a priority in
/// angle brackets, then the text. On a terminal the priority is left out.
package struct Log: Sendable {
    /// How much a line matters; the raw value is syslog's number for it.
    package enum Level: Int, CaseIterable, Comparable, Sendable {
        case error = 3
        case warning = 4
        case notice = 5
        case info = 6
        case debug = 7

        /// The level's name on the command line.
        package var name: String {
            switch self {
            case .error: "error"
            case .warning: "warning"
            case .notice: "notice"
            case .info: "info"
            case .debug: "debug"
            }
        }

        /// Whether the left one matters more.
        package static func < (left: Level, right: Level) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    private let level: Level
    private let showsPriority: Bool
    private let emit: @Sendable (String) -> Void

    /// Writes lines that matter at least so much to standard error.
    package init(level: Level) {
        self.init(level: level, showsPriority: !StandardStream.error.isTerminal) { line in
            // A log that cannot be written must not end the service.
            try? StandardStream.error.write(line)
        }
    }

    /// Gives lines to a function instead.
    package init(level: Level, showsPriority: Bool, emit: @escaping @Sendable (String) -> Void) {
        self.level = level
        self.showsPriority = showsPriority
        self.emit = emit
    }

    /// Writes one line. Line breaks in it are spelt out: an event is one line, whoever named it.
    package func write(_ level: Level, _ text: @autoclosure () -> String) {
        guard level <= self.level else { return }
        let line = LogText.escaped(text())
        emit((showsPriority ? "<\(level.rawValue)>" : "") + line + "\n")
    }

    /// Writes what has changed in the pool.
    package func write(_ facts: [Fact], now: Moment) {
        for fact in facts { write(fact.level, fact.line(now: now)) }
    }
}
