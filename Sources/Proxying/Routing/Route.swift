package import AccountClient
package import HTTP

/// Where the requests below a path go.
package struct Route: Equatable, Sendable {
    /// The path that is cut.
    package let prefix: PathPrefix
    /// Whose accounts are leased.
    package let provider: String
    /// The upstream's address, without a slash at its end.
    package let upstream: String
    /// What serves while there is no daemon.
    package let fallback: OwnAccount?
    /// Whether accounts' own addresses count for nothing, as where nothing may leave the host.
    package let isOnlyUpstream: Bool
    /// How errors are spelt.
    package let dialect: ErrorDialect

    /// States a route; without a dialect it is the provider's.
    package init(
        prefix: PathPrefix, provider: String, upstream: String, isOnlyUpstream: Bool = false,
        fallback: OwnAccount? = nil, dialect: ErrorDialect? = nil
    ) {
        self.prefix = prefix
        self.provider = provider
        self.upstream = Self.withoutSlash(upstream)
        self.isOnlyUpstream = isOnlyUpstream
        self.fallback = fallback
        self.dialect = dialect ?? ErrorDialect(provider: provider)
    }

    /// The URL of a request: the upstream's address, or the account's own when it has one, and
    /// what stands behind the prefix; `nil` when the request is not below it.
    ///
    /// A key in the query is the caller's and stays here.
    package func url(of target: RequestTarget, baseURL: String?) -> String? {
        guard let rest = target.remainder(behind: prefix) else { return nil }
        let own = isOnlyUpstream ? nil : baseURL
        let base = own.map(Self.withoutSlash) ?? upstream
        let text = String(decoding: rest, as: UTF8.self)
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return base + text }
        let query = QueryCredential.removed(from: text[text.index(after: mark)...])
        return base + text[..<mark] + (query.isEmpty ? "" : "?" + query)
    }

    private static func withoutSlash(_ address: String) -> String {
        String(address.hasSuffix("/") ? address.dropLast() : address[...])
    }
}

/// All routes.
package struct RouteTable: Equatable, Sendable {
    /// The routes, the longest prefix first.
    package let routes: [Route]

    /// Sorts routes so that the most particular one is found first.
    package init(_ routes: [Route]) {
        self.routes = routes.sorted {
            $0.prefix.description.utf8.count > $1.prefix.description.utf8.count
        }
    }

    /// The route of a target, if it is below a prefix.
    package func route(of target: RequestTarget) -> Route? {
        routes.first { target.remainder(behind: $0.prefix) != nil }
    }
}
