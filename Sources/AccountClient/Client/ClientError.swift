import Kernel
import Wire

/// Why a request to the daemon has no answer.
///
/// It names the socket's path and this process's user where those help; never a secret.
public enum ClientError: Error, Equatable, Sendable {
    /// No account is able, and none became so in the time the request could wait.
    case allBlocked(AllBlocked)
    /// The daemon said no.
    case refused(Refusal)
    /// No daemon answered, after all the attempts that are allowed; what happened last, in words.
    case unavailable(String)
    /// The socket may not be opened by this user. Trying again cannot help.
    case notPermitted(path: String, user: UInt32)
    /// What answers at the socket does not speak the protocol; how, in words.
    case protocolViolation(String)
    /// The request is larger than a frame may be, in bytes; it was not sent.
    case requestTooLarge(limit: Int)
    /// The task was cancelled.
    case cancelled
    /// The client was closed before.
    case closed

    /// What an error of the connection means for a request.
    package init(_ error: ConnectionError) {
        switch error {
        case .notPermitted(let path, let user): self = .notPermitted(path: path, user: user)
        case .requestTooLarge(_, let limit): self = .requestTooLarge(limit: limit)
        case .violation: self = .protocolViolation(error.description)
        case .refused(let refusal) where refusal.isUnavailable:
            self = .unavailable(error.description)
        case .refused(let refusal): self = .init(refusal)
        case .unusablePath, .unreachable, .goneAway, .closed, .lost, .timedOut:
            self = .unavailable(error.description)
        }
    }

    private init(_ refusal: Refusal) {
        guard refusal.known == .noEligibleAccount else {
            self = .refused(refusal)
            return
        }
        self = .allBlocked(AllBlocked(refusal))
    }

    /// Whether there was no daemon to answer: the requests were not refused, but not even heard.
    public var isUnreachable: Bool {
        switch self {
        case .unavailable, .notPermitted: true
        case .allBlocked, .refused, .protocolViolation, .requestTooLarge, .cancelled, .closed:
            false
        }
    }
}

extension ClientError: CustomStringConvertible {
    /// The error in one line for people.
    public var description: String {
        switch self {
        case .allBlocked(let blocked): blocked.description
        case .refused(let refusal): refusal.description
        case .unavailable(let what), .protocolViolation(let what): what
        case .notPermitted(let path, let user):
            ConnectionError.notPermitted(path, user: user).description
        case .requestTooLarge(let limit): "the request is larger than \(limit) bytes"
        case .cancelled: "cancelled"
        case .closed: "the client was closed"
        }
    }
}

extension ConnectionError {
    /// Whether trying again cannot help (PROTOCOL.md, section 6).
    var isFinal: Bool {
        switch self {
        case .unusablePath, .notPermitted, .requestTooLarge: true
        case .unreachable(_, let error): !Self.passing.contains(error)
        case .refused(let refusal): !refusal.isUnavailable
        case .goneAway, .closed, .lost, .timedOut, .violation: false
        }
    }

    /// What a connect meets while a daemon is away for a moment. That what is there is no socket
    /// is told apart for people alone: to the kernel it is `ECONNREFUSED`.
    private static let passing: Set<Errno> = [
        .noSuchFile, .connectionRefused, .notASocket, .wouldBlock, .connectionReset, .brokenPipe,
    ]
}
