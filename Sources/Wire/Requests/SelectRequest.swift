import JSON

/// A client asks for an account.
package struct SelectRequest: Equatable, Sendable {
    /// The provider whose upstream it will call.
    package private(set) var provider = ""
    /// The model it will ask for.
    package private(set) var model: String?
    /// The caller's affinity key.
    package private(set) var session: String?
    /// Accounts that this request has tried.
    package private(set) var excluded: [String] = []
    /// The one account that will do.
    package private(set) var account: String?
    /// The lease whose request this continues on the same account; inside, `nil` when the text
    /// names no lease.
    package private(set) var retryOf: LeaseName??
    /// How long to wait, in milliseconds.
    package private(set) var wait = 0
    /// How long the lease is to live, in milliseconds.
    package private(set) var term: Int?
    /// Whether the lease lives without the connection.
    package private(set) var isDetached = false
    /// Whether usage counters skip it.
    package private(set) var isInternal = false
    /// Which attempt of its request it is.
    package private(set) var attempt = 1
    /// The credentials that the client has already: account id and generation.
    package private(set) var knownGenerations: [String: Int] = [:]
    /// What every request may carry.
    package private(set) var context = CallContext()

    private enum Field: Int {
        case provider, model, session, excluded, account, retryOf, wait, term, isDetached
        case isInternal, attempt, knownGenerations, context
    }

    private static let table = FieldTable([
        "provider", "model", "session", "exclude", "account", "retry_of", "wait_ms", "ttl_ms",
        "detached", "internal", "attempt", "have_credential", "ctx",
    ])

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "provider") }
        var parameters = Parameters(bytes, in: params, Self.table)
        while let index = parameters.next() {
            guard let field = Field(rawValue: index) else { continue }
            try read(field, &parameters, bytes)
        }
        guard !provider.isEmpty else { throw ParameterFault(.missingField, "provider") }
    }

    private mutating func read(
        _ field: Field, _ parameters: inout Parameters, _ bytes: [UInt8]
    ) throws(ParameterFault) {
        let index = field.rawValue
        switch field {
        case .provider: provider = try parameters.identifier(index)
        case .model: model = try parameters.text(index, bytes: 1...WireLimits.modelBytes)
        case .session: session = try parameters.text(index, bytes: 1...WireLimits.sessionBytes)
        case .excluded: excluded = try parameters.identifiers(index)
        case .account: account = try parameters.identifier(index)
        case .retryOf: retryOf = .some(try parameters.leaseName(index))
        case .wait: wait = try parameters.integer(index, in: 0...WireLimits.waitMilliseconds)
        case .term:
            let least = WireLimits.shortestTermMilliseconds
            term = try parameters.integer(index, in: least...Int(JSONLimits.integer))
        case .isDetached: isDetached = try parameters.boolean(index)
        case .isInternal: isInternal = try parameters.boolean(index)
        case .attempt: attempt = try parameters.integer(index, in: 1...WireLimits.attempts)
        case .knownGenerations: try readGenerations(index, &parameters)
        case .context: context = try CallContext(bytes, in: parameters.object(index))
        }
    }

    private mutating func readGenerations(
        _ field: Int, _ parameters: inout Parameters
    ) throws(ParameterFault) {
        var generations: [String: Int] = [:]
        try parameters.map(field) { (name, reader) throws(JSONFault) in
            guard try reader.kind() == .number, let number = try reader.readNumber().integer else {
                return false
            }
            generations[name] = Int(number)
            return true
        }
        knownGenerations = generations
    }
}
