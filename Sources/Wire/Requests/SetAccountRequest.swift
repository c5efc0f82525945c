/// An operator sets an account otherwise than the inventory does; what is `nil` stays as it is.
package struct SetAccountRequest: Equatable, Sendable {
    /// The account.
    package private(set) var account = ""
    /// Whether it may be used.
    package private(set) var isEnabled: Bool?
    /// Whether it finishes what it has and takes nothing more.
    package private(set) var isDraining: Bool?
    /// How many leases it may carry at once.
    package private(set) var maxInFlight: Int?
    /// Its tier: lower numbers go first.
    package private(set) var priority: Int?
    /// Its share under the weighted strategy.
    package private(set) var weight: Int?

    private enum Field: Int {
        case account, isEnabled, isDraining, maxInFlight, priority, weight, context
    }

    private static let table = FieldTable([
        "account_id", "enabled", "draining", "max_in_flight", "priority", "weight", "ctx",
    ])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "account_id") }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .account: account = try parameters.identifier(field)
            case .isEnabled: isEnabled = try parameters.boolean(field)
            case .isDraining: isDraining = try parameters.boolean(field)
            case .maxInFlight:
                maxInFlight = try parameters.integer(field, in: WireLimits.leasesPerAccount)
            case .priority: priority = try parameters.integer(field, in: WireLimits.priorities)
            case .weight: weight = try parameters.integer(field, in: WireLimits.weights)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        guard !account.isEmpty else { throw ParameterFault(.missingField, "account_id") }
    }
}
