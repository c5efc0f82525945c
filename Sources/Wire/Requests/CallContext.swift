/// What every request may carry in `ctx`.
package struct CallContext: Equatable, Sendable {
    /// How long the caller listens, in milliseconds from the frame's last byte; `nil` when unsaid.
    package var timeout: Int?
    /// Under which a Select may be sent again without being done again.
    package var idempotencyKey: String?

    private enum Field: Int { case timeout, idempotencyKey }

    private static let table = FieldTable(["timeout_ms", "idempotency_key"], prefix: "ctx.")

    /// Says nothing.
    package init() {}

    init(_ bytes: [UInt8], in range: Range<Int>) throws(ParameterFault) {
        var parameters = Parameters(bytes, in: range, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .timeout:
                timeout = try parameters.integer(field, in: WireLimits.timeoutMilliseconds)
            case .idempotencyKey:
                idempotencyKey = try parameters.text(field, bytes: WireLimits.tokenBytes)
            case nil: break
            }
        }
    }
}
