package import Leasing
import Providers
import Serving

extension Fact {
    /// How much it matters to an operator.
    package var level: Log.Level {
        switch self {
        case .window, .cooldown, .cooldownCleared: .notice
        case .accountSet, .blocksCleared, .inventoryReloaded: .notice
        case .status, .disabled, .draining, .resumed: .warning
        case .leaseEnded: .info
        }
    }

    /// The fact as a line: a few words, then what an operator filters by.
    package func line(now: Moment) -> String {
        switch self {
        case .window(let window, let account):
            let isExhausted = window.blocks(at: now.instant)
            return "account \(account): quota window \(isExhausted ? "exhausted" : "open")"
                + Self.field("window", window.name) + Self.models(window.models)
                + window.provenance.fields
                + (isExhausted ? Self.until(window.resetsAt, now) : "")
        case .cooldown(let cooldown, let account):
            return "account \(account): paused" + Self.field("reason", cooldown.reason.rawValue)
                + Self.field("level", "\(cooldown.level)") + Self.models(cooldown.models)
                + cooldown.provenance.fields + Self.until(cooldown.until, now)
        case .cooldownCleared(let cooldown, let account, let cause):
            return "account \(account): pause ended by a success"
                + Self.field("reason", cooldown.reason.rawValue) + Self.models(cooldown.models)
                + cause.fields
        case .status(let status, let reason, let account, let cause):
            return "account \(account): status \(status.name)"
                + Self.field("reason", reason.rawValue) + cause.fields
        case .disabled(let account, let cause):
            return "account \(account): disabled" + cause.fields
        case .accountSet(let account, let change, let cause):
            return "account \(account): set"
                + change.settings.map { Self.field($0.name, $0.value) }.joined() + cause.act
        case .blocksCleared(let account, let model, let count, let cause):
            return "account \(account): cleared" + (model.map { Self.field("model", $0) } ?? "")
                + Self.field("count", "\(count)") + cause.act
        case .inventoryReloaded(let accounts, let changed, let cause):
            return "inventory reloaded" + Self.field("accounts", "\(accounts)")
                + Self.field("changed", "\(changed)") + cause.act
        case .draining(let cause): return "lending stopped" + cause.act
        case .resumed(let cause): return "lending resumed" + cause.act
        case .leaseEnded(let lease, let end, let account, let cause):
            return "lease \(lease.id.text): \(end.rawValue)" + Self.field("account", account)
                + Self.field("uid", "\(lease.uid)") + Self.field("fence", "\(lease.fence)")
                + cause.act
        }
    }

    fileprivate static func field(_ name: String, _ value: String) -> String {
        " \(name)=\(LogText.value(value))"
    }

    private static func models(_ pattern: ModelPattern?) -> String {
        pattern.map { field("models", $0.text) } ?? ""
    }

    /// The end of a block; one that nobody knows is ended by somebody's act.
    private static func until(_ instant: Instant?, _ now: Moment) -> String {
        field("until", instant.map { InternetDate.format(now.unixTime(of: $0)) } ?? "indefinite")
    }
}

extension Provenance {
    /// The cause as fields of a line.
    fileprivate var fields: String {
        Fact.field("rule", rule) + (status.map { Fact.field("status", "\($0)") } ?? "")
            + (lease.map { Fact.field("lease", $0.text) } ?? "")
    }

    /// The cause that no answer was, and whose act it was.
    fileprivate var act: String {
        Fact.field("rule", rule) + (uid.map { Fact.field("by", "\($0)") } ?? "")
    }
}
