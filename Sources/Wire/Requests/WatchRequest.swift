/// A client or an operator asks to be told of every change of the pool.
package struct WatchRequest: Equatable, Sendable {
    /// One provider alone.
    package private(set) var provider: String?
    /// How far apart the events are at least, in milliseconds.
    package private(set) var interval = WireLimits.usualWatchIntervalMilliseconds

    private enum Field: Int { case provider, interval, context }

    private static let table = FieldTable(["provider", "min_interval_ms", "ctx"])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { return }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .provider: provider = try parameters.identifier(field)
            case .interval:
                interval = try parameters.integer(
                    field, in: WireLimits.watchIntervalMilliseconds)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
    }
}
