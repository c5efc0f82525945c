package import HTTP

/// What keeps requests from being answered: told when it begins, changes and ends, and not with
/// every request.
package struct TroubleLog: Sendable {
    /// What there can be trouble with.
    package enum Subject: Hashable, Sendable {
        /// The daemon.
        case daemon
        /// The provider of the route with a prefix.
        case provider(String, route: PathPrefix)
        /// The upstream at an address: scheme, host and port.
        case upstream(String)
    }

    /// What was told of a subject.
    private struct Standing {
        /// The trouble that was told last; `nil` when its end was.
        var trouble: String?
        /// Lines since the minute began.
        var lines = 0
        var minuteEnd: UInt64 = 0
    }

    private var standings: [Subject: Standing] = [:]
    private var open = 0

    /// The most lines about one subject in a minute: one that comes and goes must not fill the log.
    package static let mostLines = 6
    /// The most subjects that are known at once.
    package static let mostSubjects = 256
    /// How long the lines of a subject are counted, in nanoseconds.
    package static let minute: UInt64 = 60_000_000_000

    /// Holds no trouble.
    package init() {}

    /// Whether no trouble was told whose end was not.
    package var isQuiet: Bool { open == 0 }

    /// Whether a subject's trouble was told and its end was not.
    package func stands(_ subject: Subject) -> Bool { standings[subject]?.trouble != nil }

    /// Takes in what is wrong, at a time in nanoseconds, and answers with the line to write, if
    /// any. It is held back only for as long as the subject has had too many.
    package mutating func begin(_ subject: Subject, _ trouble: String, now: UInt64) -> String? {
        let told = standings[subject]?.trouble
        guard told == nil || (subject.changes && told != trouble) else { return nil }
        guard hasRoom(for: subject), mayTell(subject, now: now) else { return nil }
        if told == nil { open += 1 }
        standings[subject]?.trouble = trouble
        return subject.line(trouble)
    }

    /// Takes in that nothing is wrong, at a time in nanoseconds, and answers with the line to
    /// write, if any.
    package mutating func end(_ subject: Subject, now: UInt64) -> String? {
        guard stands(subject), mayTell(subject, now: now) else { return nil }
        open -= 1
        standings[subject]?.trouble = nil
        return subject.lineOfEnd
    }

    private mutating func hasRoom(for subject: Subject) -> Bool {
        guard standings[subject] == nil, standings.count >= Self.mostSubjects else { return true }
        standings = standings.filter { $0.value.trouble != nil }
        return standings.count < Self.mostSubjects
    }

    private mutating func mayTell(_ subject: Subject, now: UInt64) -> Bool {
        var standing = standings[subject] ?? Standing()
        if now >= standing.minuteEnd {
            standing.minuteEnd = now + Self.minute
            standing.lines = 0
        }
        guard standing.lines < Self.mostLines else { return false }
        standing.lines += 1
        standings[subject] = standing
        return true
    }
}

extension TroubleLog.Subject {
    /// Whether another trouble is told while one stands. An upstream's words have figures in them,
    /// which are others each time.
    fileprivate var changes: Bool {
        switch self {
        case .daemon, .provider: true
        case .upstream: false
        }
    }

    fileprivate func line(_ trouble: String) -> String {
        switch self {
        case .daemon: "accountd cannot be reached: \(trouble)"
        case .provider(_, let route): "route \(route): \(trouble)"
        case .upstream(let address): "upstream \(address) cannot be reached: \(trouble)"
        }
    }

    fileprivate var lineOfEnd: String {
        switch self {
        case .daemon: "accountd is reached again"
        case .provider(let name, let route): "route \(route): accountd has accounts of \(name)"
        case .upstream(let address): "upstream \(address) is reached again"
        }
    }
}
