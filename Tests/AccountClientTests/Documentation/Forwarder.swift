import AccountClient

/// What a caller sends, and what it gets.
struct Message: Sendable {
    var status = 0
    var headers: [Header] = []
    var body: [UInt8] = []
}

/// Calls an upstream over HTTP; a stand-in for the HTTP client of the program.
protocol Upstream: Sendable {
    func post(_ body: [UInt8], to url: String, headers: [CredentialHeader]) async throws -> Message
}

/// Forwards requests to Claude with whichever account the daemon lends.
struct Forwarder: Sendable {
    let client: AccountClient
    let upstream: any Upstream

    func forward(_ body: [UInt8], model: String) async throws -> Message {
        do throws(AccountError<any Error>) {
            return try await client.withAccount(provider: "claude", model: model) { lease in
                let answer = try await call(body, lease.baseURL, lease.headers)
                guard answer.status < 400 else {
                    throw UpstreamFailure(
                        status: answer.status, headers: answer.headers, body: answer.body)
                }
                lease.noteAnswer(status: answer.status, headers: answer.headers)
                return answer
            }
        } catch {
            return try answer(to: error)
        }
    }

    /// What the caller gets when no account brought an answer.
    private func answer(to error: AccountError<any Error>) throws -> Message {
        switch error {
        case .upstream(let failure):
            return Message(
                status: failure.status ?? 502, headers: retryAfter(failure.retryAfter),
                body: failure.body)
        case .allBlocked(let blocked):
            return Message(status: 429, headers: retryAfter(blocked.retryAfter))
        case .client(let error):
            return Message(status: 503, body: Array(error.description.utf8))
        case .body(let error):
            throw error
        case .cancelled:
            throw CancellationError()
        }
    }

    /// What breaks on the way to the upstream is the upstream's failure, not the caller's.
    private func call(
        _ body: [UInt8], _ base: String?, _ headers: [CredentialHeader]
    ) async throws -> Message {
        let url = (base ?? "https://api.anthropic.com") + "/v1/messages"
        do {
            return try await upstream.post(body, to: url, headers: headers)
        } catch  where !Task.isCancelled {
            throw UpstreamFailure(.network)
        }
    }

    private func retryAfter(_ time: Duration?) -> [Header] {
        guard let time else { return [] }
        let seconds = max(1, time.components.seconds)
        return [Header(name: "retry-after", value: "\(seconds)")]
    }
}
