import JSON
package import Leasing
package import Secrets

/// What a JSON Web Token says of itself (RFC 7519).
///
/// The signature is not checked, for its key is not ours to have: everything here is a hint, good
/// for naming an account to its own upstream or for renewing in time, never for a right.
package struct TokenClaims: Concealed, Sendable {
    private let payload: JSONValue

    private static let limit = 16_384

    /// Reads a token; `nil` when it is opaque, as many are.
    package init?(_ secret: Secret) {
        let token = secret.reveal()
        guard token.utf8.count <= Self.limit else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(parts[1], limit: Self.limit),
            let payload = JSONValue.parseBounded(bytes[...]), payload.members != nil
        else { return nil }
        self.payload = payload
    }

    /// When the token expires.
    package var expiresAt: UnixTime? { Timestamp.read(payload["exp"]) }

    /// The program that the token was made for.
    package var clientID: String? { word(payload["client_id"]) ?? word(payload["azp"]) }

    /// The ChatGPT account that requests must name.
    package var chatGPTAccount: String? {
        word(openAI?["chatgpt_account_id"]) ?? word(payload["chatgpt_account_id"])
    }

    /// The ChatGPT plan.
    package var chatGPTPlan: String? { word(openAI?["chatgpt_plan_type"]) }

    private var openAI: JSONValue? { payload["https://api.openai.com/auth"] }

    private func word(_ value: JSONValue?) -> String? {
        guard let text = value?.string, HeaderSyntax.isWord(text), text.utf8.count <= 256 else {
            return nil
        }
        return text
    }
}
