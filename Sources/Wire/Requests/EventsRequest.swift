import JSON

/// An operator asks what has happened.
package struct EventsRequest: Equatable, Sendable {
    /// What came behind this one, the oldest first; without it the latest.
    package private(set) var after: UInt64?
    /// How many events at most.
    package private(set) var limit = WireLimits.usualEvents

    private enum Field: Int { case after, limit, context }

    private static let table = FieldTable(["after_seq", "limit", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { return }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .after: after = UInt64(try parameters.integer(field, in: 0...Self.highestSeq))
            case .limit: limit = try parameters.integer(field, in: 1...WireLimits.events)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
    }

    /// The highest number that the wire can spell.
    private static let highestSeq = Int(JSONLimits.integer)
}
