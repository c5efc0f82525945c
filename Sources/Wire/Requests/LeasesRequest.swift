import JSON

/// An operator asks who holds which account.
package struct LeasesRequest: Equatable, Sendable {
    /// Those of one account alone.
    package private(set) var account: String?
    /// The leases whose fences are above this one.
    package private(set) var after = 0
    /// How many at most.
    package private(set) var limit = WireLimits.usualPage

    private enum Field: Int { case account, after, limit, context }

    private static let table = FieldTable(["account_id", "after", "limit", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { return }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .account: account = try parameters.identifier(field)
            case .after: after = try parameters.integer(field, in: 0...Int(JSONLimits.integer))
            // A page of the longest leases is still no more than a frame.
            case .limit: limit = try parameters.integer(field, in: 1...WireLimits.usualPage)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
    }
}
