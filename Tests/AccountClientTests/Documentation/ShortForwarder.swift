import AccountClient

/// The README's ten lines, in a function so that they are compiled.
func shortForwarder(
    _ post: @Sendable ([CredentialHeader]) async throws -> Message
) async throws -> Message {
    let client = try AccountClient(name: "my-proxy")
    let answer = try await client.withAccount(
        provider: "claude", model: "claude-sonnet-4-5"
    ) { lease in
        let answer = try await post(lease.headers)
        guard answer.status < 400 else {
            throw UpstreamFailure(
                status: answer.status, headers: answer.headers, body: answer.body)
        }
        return answer
    }
    return answer
}
