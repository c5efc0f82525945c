import JSON

/// A client reports what its upstream answered.
package struct MarkResultRequest: Equatable, Sendable {
    /// What went wrong when there is no status; the raw value is its name on the wire.
    package enum TransportError: String, CaseIterable, Sendable {
        case network, timeout
        case prematureClose = "premature_close"
        case emptyResponse = "empty_response"
        case cancelled
        case streamError = "stream_error"
    }

    /// How far the answer had come; the raw value is its name on the wire.
    package enum Phase: String, CaseIterable, Sendable {
        case headers
        case firstByte = "first_byte"
        case midStream = "mid_stream"
        case end
    }

    /// One header of the answer, its name as the client wrote it.
    package struct Header: Equatable, Sendable {
        /// The name, in any case.
        package let name: String
        /// The value.
        package let value: String
    }

    /// The lease that was used; `nil` when the text cannot name one.
    package private(set) var lease: LeaseName?
    /// The report's number within its lease.
    package private(set) var sequence: Int?
    /// The upstream's status.
    package private(set) var status: Int?
    /// The upstream's headers.
    package private(set) var headers: [Header] = []
    /// The beginning of the upstream's body, cut to `WireLimits.bodyBytes`.
    package private(set) var body: [UInt8] = []
    /// What went wrong instead of a status.
    package private(set) var error: TransportError?
    /// How far the answer had come.
    package private(set) var phase: Phase?
    /// Whether bytes have reached the caller.
    package private(set) var isStreamed = false
    /// Tokens that the upstream counted, in.
    package private(set) var inputTokens = 0
    /// Tokens that the upstream counted, out.
    package private(set) var outputTokens = 0
    /// How long the upstream took, in milliseconds.
    package private(set) var latency: Int?
    /// Whether the lease is given back.
    package private(set) var releases = false
    /// What every request may carry.
    package private(set) var context = CallContext()

    private enum Field: Int {
        case lease, sequence, status, headers, body, error, phase, isStreamed, usage, latency
        case releases, context
    }

    private static let table = FieldTable([
        "lease_id", "seq", "status", "headers", "body", "error", "phase", "streamed", "usage",
        "latency_ms", "release", "ctx",
    ])
    private static let errors = JSONNames(TransportError.allCases.map(\.rawValue))
    private static let phases = JSONNames(Phase.allCases.map(\.rawValue))
    private static let positive = 1...Int(JSONLimits.integer)

    /// Reads the parameters of a request; absent ones are an empty object.
    package init(_ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        guard let params else { throw ParameterFault(.missingField, "lease_id") }
        var hasLease = false
        var parameters = Parameters(bytes, in: params, Self.table)
        while let index = parameters.next() {
            guard let field = Field(rawValue: index) else { continue }
            try read(field, &parameters, bytes)
            hasLease = hasLease || field == .lease
        }
        guard hasLease else { throw ParameterFault(.missingField, "lease_id") }
        guard status != nil || error != nil else { throw ParameterFault(.missingField, "status") }
        guard status == nil || error == nil else { throw ParameterFault(.badField, "error") }
    }

    private mutating func read(
        _ field: Field, _ parameters: inout Parameters, _ bytes: [UInt8]
    ) throws(ParameterFault) {
        let index = field.rawValue
        switch field {
        case .lease: lease = try parameters.leaseName(index)
        case .sequence: sequence = try parameters.integer(index, in: Self.positive)
        case .status: status = try parameters.integer(index, in: 100...599)
        case .headers: try readHeaders(index, &parameters)
        case .body: body = try parameters.excerpt(index, bytes: WireLimits.bodyBytes)
        case .error:
            error = TransportError.allCases[try parameters.word(index, of: Self.errors)]
        case .phase: phase = Phase.allCases[try parameters.word(index, of: Self.phases)]
        case .isStreamed: isStreamed = try parameters.boolean(index)
        case .usage: try readUsage(index, &parameters)
        case .latency: latency = try parameters.integer(index, in: 0...Self.positive.upperBound)
        case .releases: releases = try parameters.boolean(index)
        case .context: context = try CallContext(bytes, in: parameters.object(index))
        }
    }

    private mutating func readHeaders(
        _ field: Int, _ parameters: inout Parameters
    ) throws(ParameterFault) {
        var headers: [Header] = []
        try parameters.map(field) { (name, reader) throws(JSONFault) in
            guard try reader.kind() == .string else { return false }
            let value = reader.text(of: try reader.readString())
            headers.append(Header(name: name, value: value))
            return true
        }
        self.headers = headers
    }

    /// Counts of other things than the two that are kept are read and let go.
    private mutating func readUsage(
        _ field: Int, _ parameters: inout Parameters
    ) throws(ParameterFault) {
        var (input, output) = (0, 0)
        try parameters.map(field) { (name, reader) throws(JSONFault) in
            guard try reader.kind() == .number else {
                _ = try reader.skipValue()
                return true
            }
            let count = Int(try reader.readNumber().integer ?? 0)
            if name == "input_tokens" { input = max(count, 0) }
            if name == "output_tokens" { output = max(count, 0) }
            return true
        }
        (inputTokens, outputTokens) = (input, output)
    }
}
