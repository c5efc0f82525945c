import JSON
package import Leasing
package import Secrets

/// The tokens that a renewal brought.
package struct RenewedTokens: Sendable {
    /// The token to send with requests.
    package let accessToken: Secret
    /// The new refresh token; `nil` means that the old one stays good.
    package let refreshToken: Secret?
    /// The new identity token, if one came along.
    package let idToken: Secret?
    /// When the access token expires; `nil` when nobody says.
    package let expiresAt: UnixTime?
    /// When the upstream would have it renewed; `nil` when it does not say.
    package let renewAt: UnixTime?
    /// The account's id at the upstream, as the tokens or the answer name it: a hint.
    package let accountID: String?
    /// The account's plan: a hint.
    package let plan: String?

    /// Reads the answer of an OAuth token endpoint (RFC 6749, section 5.1) or of Copilot's
    /// exchange; `nil` when there is no token in it that could be sent.
    init?(_ body: [UInt8], sentAt: UnixTime, horizon: Horizon) {
        guard let root = JSONValue.parseBounded(body[...]),
            let token = Self.secret(root["access_token"]) ?? Self.secret(root["token"])
        else { return nil }
        accessToken = token
        refreshToken = Self.secret(root["refresh_token"])
        idToken = Self.secret(root["id_token"])
        let claims = TokenClaims(token)
        let life = Horizon(now: sentAt).after(Timestamp.length(root["expires_in"]))
        // A signed expiry is exact; the number beside it has been seen to be another's.
        expiresAt =
            horizon.accept(claims?.expiresAt)
            ?? horizon.accept(Timestamp.read(root["expires_at"])) ?? horizon.accept(life)
        renewAt = horizon.accept(
            Horizon(now: sentAt).after(Timestamp.length(root["refresh_in"])))
        let identity = idToken.flatMap { TokenClaims($0) }
        accountID =
            identity?.chatGPTAccount ?? claims?.chatGPTAccount
            ?? Self.word(root["account"]?["uuid"])
        plan = identity?.chatGPTPlan ?? claims?.chatGPTPlan
    }

    private static func secret(_ value: JSONValue?) -> Secret? { word(value).map(Secret.init) }

    private static func word(_ value: JSONValue?) -> String? {
        guard let text = value?.string, HeaderSyntax.isWord(text) else { return nil }
        return text
    }
}
