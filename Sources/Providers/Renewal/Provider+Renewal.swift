import JSON
package import Leasing
import Secrets

/// Why no renewal can be asked for.
package enum RenewalFault: Error, Hashable, Sendable {
    /// This provider's credentials cannot be renewed.
    case notRenewable
    /// The account has no refresh token.
    case noRefreshToken
    /// The inventory names no client id, and the token does not either.
    case noClientID
    /// The inventory names no client secret, which this upstream asks for.
    case noClientSecret
}

extension Provider {
    /// Whether accounts with a refresh token can be renewed at all.
    package var isRenewable: Bool { dialect.renewal != nil }

    /// The request that renews a credential.
    ///
    /// A refresh token may be good for one use only: once the request may have reached the
    /// upstream it must not be sent again (`RenewalFailure.mayResend`).
    ///
    /// - Parameter client: what the inventory says; where it says nothing, the client that the
    ///   token itself names.
    package func renewalRequest(
        for credential: Credential, client: OAuthClient?
    ) throws(RenewalFault) -> HTTPRequest {
        guard let recipe = dialect.renewal, credential.kind == .oauth else {
            throw .notRenewable
        }
        guard let token = credential.refreshToken else { throw .noRefreshToken }
        let url = tokenURL ?? recipe.url
        if recipe.encoding == .exchange {
            return HTTPRequest(
                method: "GET", url: url,
                headers: [
                    RequestField("accept", plain: "application/json"),
                    RequestField("authorization", token.following("token ")),
                ] + recipe.headers)
        }
        let named = client ?? TokenClaims(credential.secret)?.clientID.map { OAuthClient(id: $0) }
        guard let named else { throw .noClientID }
        guard !recipe.needsClientSecret || named.secret != nil else { throw .noClientSecret }
        return recipe.request(recipe.grant(token, named), at: url)
    }

    /// What the answer to a renewal means.
    ///
    /// - Parameters:
    ///   - sentAt: when the request was sent; a token's life counts from there.
    ///   - now: the wall clock.
    package func renewalOutcome(
        of evidence: Evidence, sentAt: UnixTime, now: UnixTime
    ) -> RenewalOutcome {
        var evidence = evidence
        evidence.phase = .refresh
        if evidence.isSuccess,
            let tokens = RenewedTokens(
                evidence.body, sentAt: sentAt, horizon: Horizon(now: now))
        {
            return .renewed(tokens)
        }
        let finding = Classifier.finding(for: evidence, from: self, now: now)
        return .failed(RenewalFailure(finding, evidence))
    }
}

/// What came of a renewal.
package enum RenewalOutcome: Sendable {
    case renewed(RenewedTokens)
    case failed(RenewalFailure)
}

/// A renewal that did not give a token.
package struct RenewalFailure: Sendable {
    /// Whether trying again can help.
    package let kind: Kind
    /// What it means for the account, as far as it means anything.
    package let finding: Finding
    /// Whether the refresh token has certainly not reached the upstream.
    package let mayResend: Bool

    /// Whether trying again can help.
    package enum Kind: String, Sendable {
        /// The refresh token is dead: a person must log in.
        case permanent
        /// Later, with the same refresh token.
        case transient
        /// Someone else has used the refresh token first. The account is lost only if no newer one
        /// turns up in the journal or the inventory.
        case lostRace = "lost_race"
    }

    init(_ finding: Finding, _ evidence: Evidence) {
        self.finding = finding
        mayResend = evidence.status == nil && RefreshRules.neverLeft(evidence)
        kind =
            switch finding.category {
            case .authRevoked where finding.rule == RefreshRules.tokenReused: .lostRace
            case .authRevoked, .accountSuspended: .permanent
            default: .transient
            }
    }
}
