package import Kernel
import Wire

/// Why a call has no result.
///
/// It names the socket's path and this process's user where those help; never what was sent.
package enum ConnectionError: Error, Equatable, Sendable {
    /// The path can be no socket's.
    case unusablePath(String, UnixAddress.Fault)
    /// Nobody answers at the path, or too many wait there.
    case unreachable(String, Errno)
    /// The path may not be connected to by this user.
    case notPermitted(String, user: UInt32)
    /// The request is larger than the daemon takes; it was not sent.
    case requestTooLarge(bytes: Int, limit: Int)
    /// The daemon said no.
    case refused(Refusal)
    /// The daemon ended the connection and said why.
    case goneAway(String, Goaway)
    /// The daemon ended the connection before it answered.
    case closed(String)
    /// The connection broke.
    case lost(String, Errno)
    /// The answer did not come in time.
    case timedOut(String)
    /// The answer is not the protocol's.
    case violation(String, Violation)

    /// The error of connecting.
    package init(connectingTo path: String, _ error: Errno) {
        if error == .permissionDenied || error == .notPermitted {
            self = .notPermitted(path, user: CurrentProcess.user)
        } else {
            self = .unreachable(path, error)
        }
    }
}

extension ConnectionError: CustomStringConvertible {
    /// The error in one line for people.
    package var description: String {
        switch self {
        case .unusablePath(let path, let fault): "\(path): \(fault)"
        case .unreachable(let path, .wouldBlock): "\(path): too many connections wait there"
        case .unreachable(let path, .notASocket):
            "no daemon at \(path): something that is no socket is there"
        case .unreachable(let path, let error): "no daemon at \(path): \(error)"
        case .notPermitted(let path, let user):
            "\(path): this user (uid \(user)) may not connect there"
        case .requestTooLarge(let bytes, let limit):
            "the request has \(bytes) bytes; the daemon takes at most \(limit)"
        case .refused(let refusal): refusal.description
        case .goneAway(let path, let goaway):
            "the daemon at \(path) ended the connection: \(goaway)"
        case .closed(let path): "the daemon at \(path) closed the connection without an answer"
        case .lost(let path, let error): "the connection to \(path) broke: \(error)"
        case .timedOut(let path): "the daemon at \(path) did not answer in time"
        case .violation(let path, let violation):
            "what answers at \(path) does not speak the protocol: \(violation)"
        }
    }
}

extension Goaway: CustomStringConvertible {
    /// The reason, and what comes with it.
    package var description: String {
        let limit = frameLimit.map { " (at most \($0) bytes)" } ?? ""
        return message.isEmpty ? reason + limit : "\(reason): \(message)\(limit)"
    }
}

extension Refusal: CustomStringConvertible {
    /// The reason, and what comes with it: "BAD_FIELD: a parameter … (wait_ms)".
    public var description: String {
        var text = reason.isEmpty ? "error \(code)" : reason
        text += ": \(message)"
        if let field { text += " (\(field))" }
        return text
    }
}

extension Violation: CustomStringConvertible {
    /// The fault in words; nothing of what was received.
    package var description: String {
        switch self {
        case .frame(.frameTooLarge): "a frame is larger than \(WireLimits.responseBytes) bytes"
        case .frame: "it sends no frames"
        case .malformed(let offset): "a frame is not JSON at byte \(offset)"
        case .envelope: "a frame is neither an answer nor a notification"
        case .unknownID: "an answer to nothing that was asked"
        }
    }
}
