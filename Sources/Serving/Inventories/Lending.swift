import Leasing
import Providers
import Wire

/// What is needed to lend an account, made ready once for each of its credentials.
struct Lending: Sendable {
    let account: String
    let provider: String
    let generation: Int
    let kind: Credential.Kind
    let expiresAt: UnixTime?
    let text: CredentialText
    let upstream: Provider

    init(_ entry: Inventory.Entry) {
        account = entry.account.id
        provider = entry.account.provider
        generation = entry.account.generation
        kind = entry.credential.kind
        expiresAt = entry.account.credentialExpiresAt
        upstream = entry.upstream
        text = CredentialText(
            baseURL: entry.baseURL, generation: generation,
            headers: entry.headers.map { ($0.name, $0.value) }, kind: kind.rawValue,
            secret: entry.credential.secret)
    }

    /// The credential as a Select's answer has it: not at all when the client has it already.
    func credential(for request: SelectRequest, now: Moment) -> SelectReply.Credential {
        if !request.knownGenerations.isEmpty, request.knownGenerations[account] == generation {
            return .unchanged(generation: generation)
        }
        return .whole(
            text, expiresIn: expiresAt.map { max(0, ($0 - now.unix).wholeMilliseconds) })
    }
}
