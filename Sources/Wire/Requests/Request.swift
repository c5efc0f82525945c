/// A request with its parameters, each checked for kind and range.
package enum Request: Sendable {
    case hello(HelloRequest)
    case select(SelectRequest)
    case markResult(MarkResultRequest)
    case renew(RenewRequest)
    case release(ReleaseRequest)
    case summary(SummaryRequest)
    case health

    /// Reads the parameters of a method; absent ones are an empty object.
    package static func read(
        _ method: Method, _ bytes: [UInt8], _ envelope: Envelope
    ) throws(ParameterFault) -> Request {
        guard !envelope.hasBadParams else { throw ParameterFault(.badField, "params") }
        let params = envelope.params
        return switch method {
        case .hello: .hello(try HelloRequest(bytes, in: params))
        case .select: .select(try SelectRequest(bytes, in: params))
        case .markResult: .markResult(try MarkResultRequest(bytes, in: params))
        case .renew: .renew(try RenewRequest(bytes, in: params))
        case .release: .release(try ReleaseRequest(bytes, in: params))
        case .summary: .summary(try SummaryRequest(bytes, in: params))
        case .health: try health(bytes, in: params)
        }
    }

    private enum HealthField: Int { case context }

    private static let healthTable = FieldTable(["ctx"])

    private static func health(
        _ bytes: [UInt8], in params: Range<Int>?
    ) throws(ParameterFault) -> Request {
        guard let params else { return .health }
        var parameters = Parameters(bytes, in: params, healthTable)
        while let field = parameters.next() {
            _ = try CallContext(bytes, in: parameters.object(field))
        }
        return .health
    }
}
