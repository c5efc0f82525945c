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
    /// No connection came about, or its encryption did not.
    case unreachable
    /// The upstream was silent for too long.
    case timedOut
    /// The upstream closed the connection.
    case closed
    /// The caller of the call did not want it any more.
    case cancelled
}
