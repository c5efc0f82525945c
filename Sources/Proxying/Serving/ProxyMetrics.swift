/// What the proxy has done since it began, counted.
package struct ProxyMetrics: Sendable {
    /// What is counted by itself.
    package enum Event: String, CaseIterable, Sendable {
        /// Requests that were sent to an upstream, each attempt by itself.
        case attempt = "upstream_attempts_total"
        /// Requests that went on to another lease.
        case failover = "failovers_total"
        /// Requests whose caller went away before the answer was whole.
        case abandoned = "abandoned_total"
        /// Callers that were cut off because they were too far behind.
        case behind = "callers_behind_total"
        /// Callers that were cut off because they took nothing for long.
        case stalled = "callers_stalled_total"
        /// Answers that were cut because the upstream broke them off.
        case cut = "answers_cut_total"
        /// Callers that were turned away for want of descriptors.
        case notAccepted = "callers_not_accepted_total"
    }

    /// One label and its count.
    private struct Answered: Hashable, Sendable {
        let provider: String
        let status: Int
    }

    private var events: [Event: Int] = [:]
    private var answers: [Answered: Int] = [:]
    private var errors: [ErrorAnswer.Kind: Int] = [:]
    /// Requests that are being answered.
    package private(set) var inFlight = 0

    /// Nothing was counted.
    package init() {}

    /// Counts an event.
    package mutating func count(_ event: Event) { events[event, default: 0] += 1 }

    /// Counts an error of the proxy's own.
    package mutating func count(_ error: ErrorAnswer.Kind) { errors[error, default: 0] += 1 }

    /// Counts an answer by the status that the caller saw.
    package mutating func count(answer status: Int, provider: String) {
        answers[Answered(provider: provider, status: status), default: 0] += 1
    }

    /// Counts a request that begins.
    package mutating func begin() { inFlight += 1 }

    /// Counts a request that is over.
    package mutating func end() { inFlight -= 1 }

    /// The counts in the text format of Prometheus, version 0.0.4, each in a fixed place.
    package func text(connections: Int) -> String {
        var text = ""
        for event in Event.allCases {
            text += Self.type(event.rawValue, "counter")
            text += Self.sample(event.rawValue, "", events[event] ?? 0)
        }
        text += Self.type("answers_total", "counter")
        for (answer, count) in answers.sorted(by: { Self.precedes($0.key, $1.key) }) {
            let labels = "{provider=\"\(answer.provider)\",status=\"\(answer.status)\"}"
            text += Self.sample("answers_total", labels, count)
        }
        text += Self.type("errors_total", "counter")
        for kind in ErrorAnswer.Kind.allCases {
            text += Self.sample(
                "errors_total", "{kind=\"\(kind.rawValue)\"}", errors[kind] ?? 0)
        }
        text += Self.type("requests_in_flight", "gauge")
        text += Self.sample("requests_in_flight", "", inFlight)
        text += Self.type("connections", "gauge")
        return text + Self.sample("connections", "", connections)
    }

    private static func precedes(_ one: Answered, _ other: Answered) -> Bool {
        (one.provider, one.status) < (other.provider, other.status)
    }

    private static func type(_ name: String, _ type: String) -> String {
        "# TYPE account_proxy_\(name) \(type)\n"
    }

    private static func sample(_ name: String, _ labels: String, _ value: Int) -> String {
        "account_proxy_\(name)\(labels) \(value)\n"
    }
}
