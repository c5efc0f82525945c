import AccountClient
import Wire

/// How accountctl ends, by the numbers of sysexits(3) where they fit.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case success = 0
    /// The daemon said no; for `health`: it does not serve.
    case refused = 1
    /// The command line is wrong.
    case usage = 64
    /// No daemon answers.
    case unavailable = 69
    /// What answers does not speak the protocol.
    case protocolFault = 76
    /// This user may not connect.
    case notPermitted = 77
}

extension ExitStatus {
    /// What it means, in a word or two.
    package var meaning: String {
        switch self {
        case .success: "done"
        case .refused: "refused"
        case .usage: "usage"
        case .unavailable: "no daemon"
        case .protocolFault: "protocol"
        case .notPermitted: "not permitted"
        }
    }

    /// How a program ends because a call failed.
    init(_ error: ConnectionError) {
        switch error {
        case .unusablePath, .requestTooLarge: self = .usage
        case .notPermitted: self = .notPermitted
        case .unreachable, .closed, .lost, .timedOut: self = .unavailable
        case .violation: self = .protocolFault
        case .goneAway(_, let goaway):
            switch GoawayReason(rawValue: goaway.reason) {
            // What a daemon says that speaks the protocol and cannot serve at the moment.
            case .draining, .tooManyConnections, .slowReader: self = .unavailable
            case .notAFrame, .badFrameType, .zeroLengthFrame, .frameTooLarge, .frameTimeout,
                .duplicateID, .idRequired, .protocolError, nil:
                self = .protocolFault
            }
        case .refused(let refusal):
            // The two codes of requests that could not be read: the client wrote them.
            self = refusal.code == -32700 || refusal.code == -32600 ? .protocolFault : .refused
        }
    }
}
