import JSON
import Leasing
import Providers

/// Something that happened in the pool, as Events told it.
struct ScreenEvent: Equatable, Sendable {
    let sequence: Int64
    /// When; `nil` when it was not told in a way that this version reads.
    let at: UnixTime?
    let kind: String
    let account, provider, model, status, reason, rule, lease, window: String?
    let blocked, upstreamStatus, count, user: Int64?

    /// Reads an event; what this version does not know is passed over.
    init?(_ value: JSONValue) {
        guard let sequence = value["seq"]?.integer, let kind = value["kind"]?.string else {
            return nil
        }
        self.sequence = sequence
        self.kind = kind
        at = value["at"]?.string.flatMap { InternetDate.parse($0) }
        account = value["account_id"]?.string
        provider = value["provider"]?.string
        model = value["model"]?.string
        status = value["status"]?.string
        reason = value["reason"]?.string
        rule = value["rule"]?.string
        lease = value["lease_id"]?.string
        window = value["window"]?.string
        blocked = value["blocked_ms"]?.integer
        upstreamStatus = value["upstream_status"]?.integer
        count = value["count"]?.integer
        user = value["uid"]?.integer
    }

    /// What nobody tells but the screen sees itself: another life of the daemon has begun.
    init(restartedBefore time: UnixTime?) {
        (sequence, at, kind) = (.min, time, "restarted")
        (account, provider, model, status) = (nil, nil, nil, nil)
        reason = "accountd was started again"
        (rule, lease, window) = (nil, nil, nil)
        (blocked, upstreamStatus, count, user) = (nil, nil, nil, nil)
    }
}

/// The last events that were told, the oldest first.
struct ScreenEvents: Equatable {
    private(set) var events: [ScreenEvent] = []
    /// The number behind which the next question begins; `nil` before the first answer.
    private(set) var last: Int64?

    /// As many as the tallest screen and the causes of blocks need.
    private static let kept = 500

    /// Takes in an answer; an event that was told before is not told again.
    mutating func append(_ page: ScreenEventPage) {
        let known = last ?? .min
        events += page.events.filter { $0.sequence > known }
        events.removeFirst(max(0, events.count - Self.kept))
        // What the daemon has last may be more than one answer holds.
        last = max(known, page.events.last?.sequence ?? page.last)
    }

    /// Begins anew with the numbers of another life of the daemon; what happened is kept.
    mutating func restart() {
        last = nil
    }

    /// Takes in that another life has begun, before anything of it is told, and when it first
    /// answered.
    mutating func append(restartBefore time: UnixTime?) {
        events.append(ScreenEvent(restartedBefore: time))
    }

    /// The last event of a kind that concerned an account, by a rule if one is given.
    func cause(of account: String, rule: String?, kind: String) -> ScreenEvent? {
        events.last { event in
            event.account == account && event.kind == kind && (rule == nil || event.rule == rule)
        }
    }
}

/// One answer to Events.
package struct ScreenEventPage: Equatable, Sendable {
    let events: [ScreenEvent]
    let last: Int64

    /// Reads the result of Events; `nil` when it is not the protocol's.
    package init?(_ result: [UInt8]) {
        guard let value = try? JSONValue.parse(result), let list = value["events"]?.array else {
            return nil
        }
        events = list.compactMap(ScreenEvent.init)
        last = value["last_seq"]?.integer ?? events.last?.sequence ?? 0
    }
}
