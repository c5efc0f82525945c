import JSON

/// A client asks for more time.
package struct RenewRequest: Equatable, Sendable {
    /// The lease; `nil` when the text cannot name one.
    package private(set) var lease: LeaseName?
    /// How long it is to live from now, in milliseconds.
    package private(set) var term: Int?

    private enum Field: Int { case lease, term, context }

    private static let table = FieldTable(["lease_id", "ttl_ms", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "lease_id") }
        var hasLease = false
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .lease:
                lease = try parameters.leaseName(field)
                hasLease = true
            case .term:
                let least = WireLimits.shortestTermMilliseconds
                term = try parameters.integer(field, in: least...Int(JSONLimits.integer))
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        guard hasLease else { throw ParameterFault(.missingField, "lease_id") }
    }
}

/// A client gives its lease back.
package struct ReleaseRequest: Equatable, Sendable {
    /// The lease; `nil` when the text cannot name one.
    package private(set) var lease: LeaseName?

    private enum Field: Int { case lease, context }

    private static let table = FieldTable(["lease_id", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "lease_id") }
        var hasLease = false
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .lease:
                lease = try parameters.leaseName(field)
                hasLease = true
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        guard hasLease else { throw ParameterFault(.missingField, "lease_id") }
    }
}
