/// An operator drops what is held against an account.
package struct ClearBlocksRequest: Equatable, Sendable {
    /// The account.
    package private(set) var account = ""
    /// Only what is held against it for this model.
    package private(set) var model: String?

    private enum Field: Int { case account, model, context }

    private static let table = FieldTable(["account_id", "model", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "account_id") }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .account: account = try parameters.identifier(field)
            case .model: model = try parameters.text(field, bytes: 1...WireLimits.modelBytes)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        guard !account.isEmpty else { throw ParameterFault(.missingField, "account_id") }
    }
}
