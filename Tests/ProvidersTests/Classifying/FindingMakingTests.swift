import Leasing
import Providers
import Testing

/// What always goes together in a finding.
@Suite struct FindingMakingTests {
    private static let statuses = [
        400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 499, 500, 503, 529,
    ]

    @Test(arguments: Provider.builtIn.map(\.name))
    func `what a refresh mends is tried again with the same account`(provider: String) {
        for status in Self.statuses {
            for credential in Credential.Kind.allCases {
                let found = finding(provider, status, "{}", credential: credential)
                #expect(found.needsRefresh == (found.category == .authExpired))
                #expect(
                    found.needsRefresh == (found.retry == .same && found.category == .authExpired))
                if found.needsRefresh { #expect(credential == .oauth) }
            }
        }
    }

    @Test(arguments: Provider.builtIn.map(\.name))
    func `what blocks has a scope, and what a person must mend has no end`(provider: String) {
        for status in Self.statuses {
            let found = finding(provider, status, "{}", credential: .apiKey)
            if found.block != .none { #expect(found.scope != .none) }
            if found.category == .authRevoked { #expect(found.block == .indefinite) }
            if found.category == .clientError { #expect(found.block == .none) }
        }
    }

    @Test func `a server's Retry-After outlasts the usual half minute`() {
        #expect(finding("generic", 503).block == ends(in: 30, .default))
        #expect(
            finding("generic", 503, "", ["retry-after": "120"]).block == ends(in: 120, .retryAfter))
    }
}
