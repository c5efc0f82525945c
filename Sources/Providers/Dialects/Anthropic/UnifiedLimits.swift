import Leasing

/// The windows of a Claude login in the `anthropic-ratelimit-unified-…` header fields.
///
/// The upstream joins its limits: a request goes through when none of them rejects it. So the
/// rejected window that opens last is the one that counts, and an allowed one never does.
struct UnifiedLimits {
    /// One window as the headers have it.
    struct Window {
        let name: String
        let length: Interval
        let status: Status
        let usedPercent: Double?
        let reset: UnixTime?
    }

    /// What the upstream says of a window; any other word is no word.
    enum Status {
        case allowed, warned, rejected, unknown

        init(_ text: String?) {
            switch text?.lowercasedASCII {
            case "allowed": self = .allowed
            case "allowed_warning": self = .warned
            case "rejected": self = .rejected
            default: self = .unknown
            }
        }

        var isAllowed: Bool { self == .allowed || self == .warned }
    }

    /// The windows of five hours and of seven days, which count every model.
    let fiveHours, sevenDays: Window
    /// The week's smaller share for the Fable models.
    let fable: Window
    /// The word on all of them together.
    let aggregate: Status
    /// Whether that word was given at all.
    let isStatusAbsent: Bool
    /// The reset that goes with it.
    let unifiedReset: Hint?
    private let claim: String?

    private static let prefix = "anthropic-ratelimit-unified-"

    init(_ headers: Headers, _ horizon: Horizon) {
        let family = headers.family(Self.prefix)
        let window: (String, Interval) -> Window = { name, length in
            Window(
                name: name, length: length, status: Status(family[name + "-status"]),
                usedPercent: family[name + "-utilization"].flatMap { Percent.used(fraction: $0) },
                reset: Self.time(family[name + "-reset"], horizon))
        }
        fiveHours = window("5h", .hours(5))
        sevenDays = window("7d", .days(7))
        fable = window("7d_oi", .days(7))
        let status = family["status"]
        aggregate = Status(status)
        isStatusAbsent = status == nil
        unifiedReset = Hint(Self.time(family["reset"], horizon), .resetAt)
        claim = family["representative-claim"]?.lowercasedASCII
    }

    private static func time(_ text: String?, _ horizon: Horizon) -> UnixTime? {
        guard let text else { return nil }
        return horizon.accept(Timestamp.read(text) ?? HTTPDate.parse(text, now: horizon.now))
    }

    /// Whether both windows that count every model let requests through.
    var areSharedAllowed: Bool { fiveHours.status.isAllowed && sevenDays.status.isAllowed }

    /// Whether the word on all windows is that requests go through.
    var isAggregateAllowed: Bool { aggregate.isAllowed }

    /// Whether only the Fable share is used up.
    var isFableRejected: Bool {
        fable.status == .rejected && !isAccountRejected
    }

    /// Whether the account as a whole is refused.
    var isAccountRejected: Bool {
        if fiveHours.status == .rejected || sevenDays.status == .rejected { return true }
        return aggregate == .rejected && !(areSharedAllowed && fable.status == .rejected)
    }

    private var rejected: [Window] {
        [fiveHours, sevenDays, fable].filter { $0.status == .rejected }
    }

    /// The latest reset of what rejects.
    var latestRejectedReset: Hint? {
        var times = rejected.compactMap(\.reset)
        if aggregate == .rejected || isStatusAbsent, let unifiedReset {
            times.append(unifiedReset.until)
        }
        return Hint(times.max(), .resetAt)
    }

    /// The rejected window that opens last; without one, the window that the upstream claims.
    var rejectedWindow: String? {
        let last = rejected.max {
            ($0.reset ?? Self.start, $0.length) < ($1.reset ?? Self.start, $1.length)
        }
        return last?.name ?? claimedWindow
    }

    /// The window that is nearly used up, by the upstream's own word.
    var warnedWindow: String? {
        let warned = [fiveHours, sevenDays, fable].filter { $0.status == .warned }
        if let fullest = warned.max(by: { ($0.usedPercent ?? 0) < ($1.usedPercent ?? 0) }) {
            return fullest.name
        }
        return aggregate == .warned ? claimedWindow : nil
    }

    private var claimedWindow: String? {
        switch claim {
        case "five_hour": "5h"
        case "seven_day": "7d"
        default: nil
        }
    }

    private static let start = UnixTime(seconds: 0)

    /// What the headers say of each window that they name.
    ///
    /// The Fable share is never reported as exhausted: its reset is a week away, and the upstream
    /// lets requests through long before.
    var readings: [WindowReading] {
        [fiveHours, sevenDays, fable].compactMap { window in
            guard window.usedPercent != nil || window.status != .unknown else { return nil }
            let isFable = window.name == fable.name
            return WindowReading(
                window.name, models: isFable ? ModelPattern(ClaudeFamily.fable.pattern) : nil,
                usedPercent: window.usedPercent,
                isLimitReached: !isFable && window.status == .rejected && window.reset != nil
                    && !isAggregateAllowed,
                resetsAt: window.reset, length: window.length, source: .header)
        }
    }
}

/// A family of Claude models that shares limits.
enum ClaudeFamily: String, CaseIterable {
    case opus, sonnet, haiku, fable

    /// The ids of its models.
    var pattern: String { "*\(rawValue)*" }

    /// The family of the asked model, or the model alone when it has none.
    static func scope(of answer: Answer) -> Finding.Scope {
        let model = Words(answer.evidence.model)
        let family = allCases.first { model.contains($0.rawValue) }
        return family.map { .models(ModelPattern($0.pattern)) } ?? answer.model
    }
}
