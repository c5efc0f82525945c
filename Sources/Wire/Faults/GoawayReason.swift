/// Why the daemon ends a connection: a closed list, kept in `proto-spec/errors.json`.
package enum GoawayReason: String, CaseIterable, Error, Sendable {
    case notAFrame = "NOT_A_FRAME"
    case badFrameType = "BAD_FRAME_TYPE"
    case zeroLengthFrame = "ZERO_LENGTH_FRAME"
    case frameTooLarge = "FRAME_TOO_LARGE"
    case frameTimeout = "FRAME_TIMEOUT"
    case duplicateID = "DUPLICATE_ID"
    case idRequired = "ID_REQUIRED"
    case protocolError = "PROTOCOL_ERROR"
    case tooManyConnections = "TOO_MANY_CONNECTIONS"
    case slowReader = "SLOW_READER"
    case draining = "DRAINING"

    /// The sentence for people: constant for the reason.
    package var message: String {
        switch self {
        case .notAFrame:
            "not a frame: a 4-byte big-endian length prefix was expected before the JSON"
        case .badFrameType: "byte 0 of the length prefix must be 0"
        case .zeroLengthFrame: "a frame must hold one JSON object"
        case .frameTooLarge: "the announced frame is larger than this socket allows"
        case .frameTimeout: "the frame was not complete in time"
        case .duplicateID: "the id is in flight on this connection"
        case .idRequired: "a request needs an id; it was not executed"
        case .protocolError: "too many malformed frames"
        case .tooManyConnections: "too many connections"
        case .slowReader: "answers were not read in time"
        case .draining: "the daemon is stopping; connect again"
        }
    }
}
