/// Why a request is refused: a closed list, kept in `proto-spec/errors.json`.
package enum ErrorReason: String, CaseIterable, Error, Sendable {
    case malformed = "MALFORMED"
    case duplicateKey = "DUPLICATE_KEY"
    case limit = "LIMIT"
    case invalidRequest = "INVALID_REQUEST"
    case batchUnsupported = "BATCH_UNSUPPORTED"
    case methodNotFound = "METHOD_NOT_FOUND"
    case badField = "BAD_FIELD"
    case missingField = "MISSING_FIELD"
    case integerOutOfRange = "INTEGER_OUT_OF_RANGE"
    case tooLong = "TOO_LONG"
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    case clientCancelled = "CLIENT_CANCELLED"
    case deadline = "DEADLINE"
    case leaseUnknown = "LEASE_UNKNOWN"
    case leaseExpired = "LEASE_EXPIRED"
    case leaseReleased = "LEASE_RELEASED"
    case leaseRevoked = "LEASE_REVOKED"
    case unknownProvider = "UNKNOWN_PROVIDER"
    case unknownModel = "UNKNOWN_MODEL"
    case unknownAccount = "UNKNOWN_ACCOUNT"
    case methodNotOnThisSocket = "METHOD_NOT_ON_THIS_SOCKET"
    case uidNotAllowed = "UID_NOT_ALLOWED"
    case noEligibleAccount = "NO_ELIGIBLE_ACCOUNT"
    case queueFull = "QUEUE_FULL"
    case tooManyInFlight = "TOO_MANY_IN_FLIGHT"
    case tooManyLeases = "TOO_MANY_LEASES"
    case responseTooLarge = "RESPONSE_TOO_LARGE"
    case longestTermReached = "MAX_TTL_REACHED"
    case protocolMajor = "PROTOCOL_MAJOR"
    case badInventory = "BAD_INVENTORY"
    case idempotentResultGone = "IDEMPOTENT_RESULT_GONE"
    case `internal` = "INTERNAL"
    case draining = "DRAINING"

    private static let all = allCases

    /// Its place among all, under which it is counted.
    package var place: Int { Self.all.firstIndex(of: self) ?? 0 }
}

extension ErrorReason {
    /// The number on the wire: gRPC's for refusals, JSON-RPC's for faults of the protocol.
    package var code: Int {
        switch self {
        case .malformed, .duplicateKey, .limit: -32700
        case .invalidRequest, .batchUnsupported: -32600
        case .methodNotFound: -32601
        case .badField, .missingField, .integerOutOfRange, .tooLong: -32602
        case .clientCancelled: 1
        case .idempotencyKeyReused: 3
        case .deadline: 4
        case .leaseUnknown, .leaseExpired, .leaseReleased, .leaseRevoked, .unknownProvider,
            .unknownModel, .unknownAccount:
            5
        case .methodNotOnThisSocket, .uidNotAllowed: 7
        case .noEligibleAccount, .queueFull, .tooManyInFlight, .tooManyLeases, .responseTooLarge: 8
        case .longestTermReached, .protocolMajor, .badInventory: 9
        case .idempotentResultGone: 10
        case .internal: 13
        case .draining: 14
        }
    }

    /// gRPC's name for the kind of refusal.
    package var status: String {
        switch code {
        case 1: "CANCELLED"
        case 4: "DEADLINE_EXCEEDED"
        case 5: "NOT_FOUND"
        case 7: "PERMISSION_DENIED"
        case 8: "RESOURCE_EXHAUSTED"
        case 9: "FAILED_PRECONDITION"
        case 10: "ABORTED"
        case 13: "INTERNAL"
        case 14: "UNAVAILABLE"
        case -32601: "UNIMPLEMENTED"
        default: "INVALID_ARGUMENT"
        }
    }

    /// Whether the same request may succeed later without being changed.
    package var isRetryable: Bool {
        switch self {
        case .deadline, .noEligibleAccount, .queueFull, .tooManyInFlight, .tooManyLeases, .draining:
            true
        case .malformed, .duplicateKey, .limit, .invalidRequest, .batchUnsupported, .methodNotFound,
            .badField, .missingField, .integerOutOfRange, .tooLong, .idempotencyKeyReused,
            .clientCancelled, .leaseUnknown, .leaseExpired, .leaseReleased, .leaseRevoked,
            .unknownProvider, .unknownModel, .unknownAccount, .methodNotOnThisSocket,
            .uidNotAllowed, .responseTooLarge, .longestTermReached, .protocolMajor, .badInventory,
            .idempotentResultGone, .internal:
            false
        }
    }

    /// Whether the request was not even accepted, so that its id is not echoed.
    package var hasNoID: Bool {
        switch self {
        case .malformed, .duplicateKey, .limit, .invalidRequest, .batchUnsupported, .uidNotAllowed:
            true
        case .methodNotFound, .badField, .missingField, .integerOutOfRange, .tooLong,
            .idempotencyKeyReused, .clientCancelled, .deadline, .leaseUnknown, .leaseExpired,
            .leaseReleased, .leaseRevoked, .unknownProvider, .unknownModel, .unknownAccount,
            .methodNotOnThisSocket, .noEligibleAccount, .queueFull, .tooManyInFlight,
            .tooManyLeases, .responseTooLarge, .longestTermReached, .protocolMajor, .badInventory,
            .idempotentResultGone, .internal, .draining:
            false
        }
    }
}
