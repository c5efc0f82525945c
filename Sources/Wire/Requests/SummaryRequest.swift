/// A client or an operator asks how the pool stands.
package struct SummaryRequest: Equatable, Sendable {
    /// One provider alone.
    package private(set) var provider: String?
    /// As a Select for this model would find it.
    package private(set) var model: String?
    /// Whether every account is listed.
    package private(set) var listsAccounts = false
    /// The accounts behind this id.
    package private(set) var after: String?
    /// How many accounts at most.
    package private(set) var limit = WireLimits.usualPage

    private enum Field: Int { case provider, model, listsAccounts, after, limit, context }

    private static let table = FieldTable([
        "provider", "model", "accounts", "after", "limit", "ctx",
    ])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { return }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .provider: provider = try parameters.identifier(field)
            case .model: model = try parameters.text(field, bytes: 1...WireLimits.modelBytes)
            case .listsAccounts: listsAccounts = try parameters.boolean(field)
            case .after: after = try parameters.identifier(field)
            case .limit: limit = try parameters.integer(field, in: 1...WireLimits.longestPage)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
    }
}
