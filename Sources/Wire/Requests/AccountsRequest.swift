/// An operator asks how each account stands.
package struct AccountsRequest: Equatable, Sendable {
    /// Those of one provider alone.
    package private(set) var provider: String?
    /// The accounts behind this id.
    package private(set) var after: String?
    /// How many at most.
    package private(set) var limit = WireLimits.usualPage

    private enum Field: Int { case provider, after, limit, context }

    private static let table = FieldTable(["provider", "after", "limit", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { return }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .provider: provider = try parameters.identifier(field)
            case .after: after = try parameters.identifier(field)
            case .limit: limit = try parameters.integer(field, in: 1...WireLimits.longestPage)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
    }
}
