import Leasing
import Providers
import Wire

/// What is needed to lend an account, made ready once for each of its credentials.
///
/// A class, so that handing it around costs one count and not one for each of its parts.
final class Lending: Sendable {
    let account: String
    let provider: String
    let generation: Int
    let kind: Credential.Kind
    let expiresAt: UnixTime?
    let text: AccountText
    let upstream: Provider

    init(_ entry: Inventory.Entry) {
        account = entry.account.id
        provider = entry.account.provider
        generation = entry.account.generation
        kind = entry.credential.kind
        expiresAt = entry.account.credentialExpiresAt
        upstream = entry.upstream
        let credential = CredentialText(
            baseURL: entry.baseURL, generation: generation,
            headers: entry.headers.map { ($0.name, $0.value) }, kind: kind.rawValue,
            secret: entry.credential.secret)
        text = AccountText(credential: credential, accountID: account, provider: provider)
    }

    /// The credential's number, when the client says that it has it already.
    func knownGeneration(_ request: borrowing SelectRequest) -> Int? {
        guard !request.knownGenerations.isEmpty else { return nil }
        return request.knownGenerations[account] == generation ? generation : nil
    }

    /// How long the credential has left, in milliseconds.
    func expiresIn(now: Moment) -> Int64? {
        expiresAt.map { max(0, ($0 - now.unix).wholeMilliseconds) }
    }
}
