/// A client introduces itself.
package struct HelloRequest: Equatable, Sendable {
    /// The protocol it speaks.
    package private(set) var version = ""
    /// The program's name.
    package private(set) var clientName = ""
    /// The program's version.
    package private(set) var clientVersion = ""
    /// The name under which several connections share their leases.
    package private(set) var instanceID: String?

    private enum Field: Int { case version, client, context }
    private enum ClientField: Int { case name, version, instanceID }

    private static let table = FieldTable(["protocol", "client", "ctx"])
    private static let clientTable = FieldTable(
        ["name", "version", "instance_id"], prefix: "client.")

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "protocol") }
        var hasVersion = false
        var client: Range<Int>?
        var parameters = Parameters(bytes, in: params, Self.table)
        while let field = parameters.next() {
            switch Field(rawValue: field) {
            case .version:
                version = try parameters.text(field, bytes: 1...WireLimits.clientBytes)
                hasVersion = true
            case .client: client = try parameters.object(field)
            case .context: _ = try CallContext(bytes, in: parameters.object(field))
            case nil: break
            }
        }
        guard hasVersion else { throw ParameterFault(.missingField, "protocol") }
        guard let client else { throw ParameterFault(.missingField, "client") }
        try readClient(bytes, in: client)
    }

    private mutating func readClient(
        _ bytes: [UInt8], in range: Range<Int>
    ) throws(ParameterFault) {
        var parameters = Parameters(bytes, in: range, Self.clientTable)
        while let field = parameters.next() {
            switch ClientField(rawValue: field) {
            case .name:
                clientName = try parameters.text(field, bytes: 1...WireLimits.clientBytes)
            case .version:
                clientVersion = try parameters.text(field, bytes: 1...WireLimits.clientBytes)
            case .instanceID:
                instanceID = try parameters.text(field, bytes: WireLimits.tokenBytes)
            case nil: break
            }
        }
        guard !clientName.isEmpty else { throw ParameterFault(.missingField, "client.name") }
        guard !clientVersion.isEmpty else { throw ParameterFault(.missingField, "client.version") }
    }
}
