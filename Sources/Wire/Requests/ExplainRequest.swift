/// Somebody asks what a Select would get, or how things stand towards a live lease's request.
package struct ExplainRequest: Equatable, Sendable {
    /// What is asked about.
    package enum Subject: Equatable, Sendable {
        /// A Select with these parameters.
        case select(SelectRequest)
        /// A lease; `nil` when the text cannot name one.
        case lease(LeaseName?)
    }

    /// What is asked about.
    package let subject: Subject
    /// The accounts behind this id.
    package private(set) var after: String?
    /// How many accounts at most.
    package private(set) var limit = WireLimits.usualPage

    private enum Field: Int { case lease, after, limit, context }

    private static let table = FieldTable(["lease_id", "after", "limit", "ctx"])

    /// Reads the parameters of a request: with a `lease_id` all else of a Select is passed over.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "provider") }
        var lease: LeaseName??
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .lease: lease = .some(try parameters.leaseName(field))
            case .after: after = try parameters.identifier(field)
            case .limit: limit = try parameters.integer(field, in: 1...WireLimits.longestPage)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        if let lease {
            subject = .lease(lease)
        } else {
            subject = .select(try SelectRequest(bytes, in: params))
        }
    }
}
