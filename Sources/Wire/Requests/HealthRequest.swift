/// Somebody asks whether the daemon serves; there is nothing to say with it.
package struct HealthRequest: Equatable, Sendable {
    private static let table = FieldTable(["ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { return }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            _ = try CallContext(bytes, in: parameters.object(field))
        }
    }
}
