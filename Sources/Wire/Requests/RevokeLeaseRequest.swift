/// An operator takes leases back.
package struct RevokeLeaseRequest: Equatable, Sendable {
    /// Which leases are meant.
    package enum Target: Equatable, Sendable {
        /// One lease; `nil` when the text cannot name one.
        case lease(LeaseName?)
        /// All of an account.
        case account(String)
    }

    /// Which leases are meant.
    package let target: Target

    private enum Field: Int { case lease, account, context }

    private static let table = FieldTable(["lease_id", "account_id", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        var targets: [Target] = []
        if let params {
            var parameters = Parameters(bytes, in: params, Self.table)
            while let field = parameters.next() {
                switch Field(rawValue: field) {
                case .lease: targets.append(.lease(try parameters.leaseName(field)))
                case .account: targets.append(.account(try parameters.identifier(field)))
                case .context: _ = try CallContext(bytes, in: parameters.object(field))
                case nil: break
                }
            }
        }
        guard let target = targets.first else { throw ParameterFault(.missingField, "lease_id") }
        // Who names both may mean either.
        guard targets.count == 1 else { throw ParameterFault(.badField, "account_id") }
        self.target = target
    }
}
