/// An operator asks for a new credential of an account.
package struct RefreshRequest: Equatable, Sendable {
    /// The account.
    package private(set) var account = ""

    private enum Field: Int { case account, context }

    private static let table = FieldTable(["account_id", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "account_id") }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .account: account = try parameters.identifier(field)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        guard !account.isEmpty else { throw ParameterFault(.missingField, "account_id") }
    }
}
