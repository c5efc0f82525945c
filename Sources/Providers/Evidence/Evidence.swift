/// What became of one request to an upstream, as the caller reports it.
package struct Evidence: Sendable {
    /// The HTTP status; `nil` when there was no answer.
    package var status: Int?
    /// What went wrong below HTTP or in the stream.
    package var failure: Failure?
    /// Which exchange it was.
    package var phase: Phase
    /// The answer's header fields.
    package var headers: Headers
    /// The answer's body, no longer than `bodyLimit`.
    package let body: [UInt8]
    /// The model that was asked for; empty when the request named none.
    package var model: String
    /// How the account proves itself.
    package var credential: Credential.Kind

    /// Bodies are read up to here; what upstreams say in errors is a hundredth of it.
    package static let bodyLimit = 65_536

    /// Makes evidence; a longer body is cut, a status of 0 means none.
    package init(
        status: Int?,
        failure: Failure? = nil,
        phase: Phase = .answer,
        headers: Headers = .none,
        body: [UInt8] = [],
        model: String = "",
        credential: Credential.Kind = .oauth
    ) {
        self.status = status == 0 ? nil : status
        self.failure = failure
        self.phase = phase
        self.headers = headers
        self.body =
            body.count > Self.bodyLimit ? Array(body.prefix(Self.bodyLimit)) : body
        self.model = model
        self.credential = credential
    }

    /// Which exchange the evidence is of.
    package enum Phase: String, CaseIterable, Sendable {
        /// A request's answer, of whatever kind.
        case answer
        /// A request that went well.
        case success
        /// A stream of events, or a frame of a WebSocket.
        case stream
        /// The renewal of a credential.
        case refresh
        /// A look at the usage document.
        case usage
    }

    /// What went wrong below HTTP or in the stream; the raw value is its name on the wire.
    package enum Failure: String, CaseIterable, Sendable {
        case network, timeout
        case prematureClose = "premature_close"
        case emptyResponse = "empty_response"
        case cancelled
        case streamError = "stream_error"
    }

    /// Whether there is nothing to look at: a success that says nothing about itself.
    var isBareSuccess: Bool {
        failure == nil && headers.isEmpty && body.isEmpty && isSuccess
    }

    /// Whether the status says that the request went well.
    var isSuccess: Bool {
        status.map { (200...299).contains($0) } ?? false
    }
}
