import Leasing
import Providers
import Serving

extension Fact {
    /// How much it matters to an operator.
    var level: Log.Level {
        switch self {
        case .window, .cooldown, .cooldownCleared: .notice
        case .status, .disabled: .warning
        case .leaseEnded: .info
        }
    }

    /// The fact as a line: a few words, then what an operator filters by.
    func line(now: Moment) -> String {
        switch self {
        case .window(let window, let account):
            let state = window.blocks(at: now.instant) ? "exhausted" : "open"
            return "account \(account): quota window \(state) window=\(window.name)"
                + Self.models(window.models) + window.provenance.fields
                + Self.until(window.blocks(at: now.instant) ? window.resetsAt : nil, now)
        case .cooldown(let cooldown, let account):
            return "account \(account): paused reason=\(cooldown.reason.rawValue)"
                + " level=\(cooldown.level)" + Self.models(cooldown.models)
                + cooldown.provenance.fields + Self.until(cooldown.until, now)
        case .cooldownCleared(let cooldown, let account, let cause):
            return "account \(account): pause ended by a success"
                + " reason=\(cooldown.reason.rawValue)" + Self.models(cooldown.models)
                + cause.fields
        case .status(let status, let reason, let account, let cause):
            return "account \(account): status \(status.name) reason=\(reason.rawValue)"
                + cause.fields
        case .disabled(let account, let cause):
            return "account \(account): disabled" + cause.fields
        case .leaseEnded(let lease, let end, let account):
            return "lease \(lease.id.text): \(end.rawValue) account=\(account)"
                + " uid=\(lease.uid) fence=\(lease.fence)"
        }
    }

    private static func models(_ pattern: ModelPattern?) -> String {
        pattern.map { " models=\($0.text)" } ?? ""
    }

    private static func until(_ instant: Instant?, _ now: Moment) -> String {
        guard let instant else { return "" }
        return " until=\(InternetDate.format(now.unixTime(of: instant)))"
    }
}

extension Provenance {
    /// The cause as fields of a line.
    var fields: String {
        " rule=\(rule)" + (status.map { " status=\($0)" } ?? "")
            + (lease.map { " lease=\($0.text)" } ?? "")
    }
}
