package import HTTP
import Secrets

/// Whoever answers the requests that are sent on.
package protocol Upstream: Sendable {
    /// Sends a request; what comes back is told through the call.
    func start(_ request: UpstreamRequest) -> UpstreamCall
}

/// A request as the upstream gets it, with what authorizes it.
package struct UpstreamRequest: Concealed, Equatable, Sendable {
    /// The method.
    package var method: String
    /// The whole URL.
    package var url: String
    /// The fields, without those of framing.
    package var fields: Fields
    /// The content.
    package var body: [UInt8]

    /// States a request.
    package init(method: String, url: String, fields: Fields = Fields(), body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }

    /// The scheme, the host and the port of the URL, which say nothing of the request.
    package var origin: String {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count > 2, let host = parts[2].split(separator: "@").last else { return "" }
        return "\(parts[0])//\(host.prefix { $0 != "?" && $0 != "#" })"
    }
}

/// What an upstream did next.
package enum UpstreamEvent: Equatable, Sendable {
    /// The head of its answer, once. With `isDecoded` the content comes without the coding that
    /// the head names, so that its length is another.
    case head(ResponseHead, isDecoded: Bool)
    /// Some of the content, never nothing.
    case bytes([UInt8])
    /// The answer is whole. Nothing follows.
    case end
    /// The answer ends here, or never began. Nothing follows.
    case broken(UpstreamBreak)
}

/// Why an answer is not whole.
package enum UpstreamBreak: Equatable, Sendable {
    /// No connection came about, or its encryption did not: why, in words that hold nothing of the
    /// request.
    case unreachable(String)
    /// The upstream was silent for too long.
    case timedOut
    /// The upstream closed the connection.
    case closed
    /// The caller of the call did not want it any more.
    case cancelled
}
