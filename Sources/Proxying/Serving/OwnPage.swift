import AccountClient
import HTTP
import JSON

/// A page about the proxy itself, below `/-/`.
enum OwnPage: String, CaseIterable {
    /// Whether the proxy runs.
    case health = "/-/health"
    /// Whether it can lease accounts.
    case ready = "/-/ready"
    /// What it has done.
    case metrics = "/-/metrics"
    /// How the pool stands.
    case summary = "/-/summary"

    /// The page of a request, if it is for one.
    init?(_ head: RequestHead) {
        guard head.method == "GET" || head.method == "HEAD" else { return nil }
        self.init(rawValue: head.target.path)
    }

    /// Whether a path is below the prefix that no route may have.
    static func isBelow(_ path: String) -> Bool { path == "/-" || path.hasPrefix("/-/") }

    /// Whether the page says nothing that a stranger may not know.
    var isPublic: Bool {
        switch self {
        case .health, .ready: true
        case .metrics, .summary: false
        }
    }

    /// The media type of its text.
    var mediaType: String {
        self == .metrics ? "text/plain; version=0.0.4" : "application/json"
    }
}

extension PoolSummary {
    /// The summary as JSON: the providers by their names.
    var text: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("providers")
        writer.beginObject()
        for provider in providers {
            writer.name(provider.name)
            provider.write(&writer)
        }
        writer.endObject()
        writer.endObject()
        return writer.take()
    }
}

extension PoolSummary.Provider {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("blocked")
        writer.beginObject()
        for state in blocked.sorted(by: { $0.state < $1.state }) {
            writer.member(state.state, Int(state.count))
        }
        writer.endObject()
        writer.member("eligible", eligible)
        writer.member("in_use", inUse)
        if let nextEligible {
            writer.member("next_eligible_in_s", ErrorAnswer.seconds(nextEligible))
        }
        writer.member("total", total)
        writer.member("waiters", waiters)
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        integer(value)
    }
}
