import JSON
import Leasing

/// What an unsuccessful renewal means, by the rules that hold for every OAuth upstream.
///
/// Only an answer that says that the refresh token is dead ends a login. A refused request, a full
/// queue or a broken connection do not: the access token may be good for days.
enum RefreshRules {
    static let ruleNames = [
        "refresh.ok", "refresh.unreadable", "refresh.no_answer", "refresh.region",
        "refresh.suspended", "refresh.token_reused", "refresh.token_refused",
        "refresh.unauthorized", "refresh.rate_limited", "refresh.failed",
    ]

    /// The rule's name for a refresh token that someone else has used first.
    static let tokenReused = "refresh.token_reused"

    /// Codes of dead refresh tokens, whatever the status.
    private static let deadTokens = [
        "refresh_token_expired", "refresh_token_invalidated", "invalid_refresh_token",
    ]

    /// Codes that mean a dead login when they come with a 400 (RFC 6749, section 5.2, and what
    /// ChatGPT adds to it). With a 403 they are a refusal of the request.
    private static let deadLogins = [
        "invalid_grant", "app_session_terminated", "account_session_expired",
        "token_invalidated", "token_expired",
    ]

    private static let bannedCodes = [
        "account_deactivated", "account_suspended", "account_deleted", "account_banned",
    ]

    static func finding(for answer: Answer) -> Finding {
        if answer.status == 0 { return transient("refresh.no_answer") }
        if answer.has("unsupported_country_region_territory") { return region }
        if answer.has(any: bannedCodes) || answer.says("account has been deactivated") {
            return .suspended("refresh.suspended", retry: .none, isStructured: true)
        }
        if answer.has("refresh_token_reused") { return revoked(tokenReused) }
        if answer.has(any: deadTokens) { return revoked("refresh.token_refused") }
        switch answer.status {
        case 400 where answer.has(any: deadLogins): return revoked("refresh.token_refused")
        case 401: return revoked("refresh.unauthorized")
        case 429: return throttled(answer, answer.retryAfter?.block ?? .none)
        default: return transient("refresh.failed")
        }
    }

    /// Only the renewal waits, not the account.
    static func throttled(_ answer: Answer, _ block: Block) -> Finding {
        Finding(.rateLimited, block: block, rule: "refresh.rate_limited")
    }

    static func revoked(_ rule: String) -> Finding {
        .revoked(rule, retry: .none, isStructured: true)
    }

    static func transient(_ rule: String) -> Finding {
        Finding(.transient, rule: rule)
    }

    private static let region = Finding(
        .networkBlocked, scope: .account, block: .indefinite, rule: "refresh.region")

    /// Whether a failure below HTTP happened before anything could have been sent.
    static func neverLeft(_ evidence: Evidence) -> Bool {
        Problem(body: evidence.body).message.contains(any: [
            "connection refused", "econnrefused", "no such host", "getaddrinfo", "enotfound",
            "eai_again", "name or service not known", "tls handshake", "x509:",
            "certificate verify failed", "network is unreachable", "no route to host",
        ])
    }
}

extension Classifier {
    /// What the answer to a renewal means.
    static func refresh(
        _ evidence: Evidence, _ provider: Provider, _ horizon: Horizon
    ) -> Finding {
        if evidence.isSuccess {
            let tokens = RenewedTokens(evidence.body, sentAt: horizon.now, horizon: horizon)
            return tokens == nil
                ? RefreshRules.transient("refresh.unreadable") : Finding(.ok, rule: "refresh.ok")
        }
        let answer = Answer(evidence, problem: Problem(of: evidence), horizon: horizon)
        return provider.dialect.refreshFinding(for: answer) ?? RefreshRules.finding(for: answer)
    }
}
