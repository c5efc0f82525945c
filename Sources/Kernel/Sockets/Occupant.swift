/// What stands at a path where a socket is wanted.
enum Occupant: Equatable {
    /// Nothing.
    case nobody
    /// A socket at which nobody answers: its process is dead.
    case abandoned
    /// A socket at which a process answers, or has too many callers to answer at once.
    case living
    /// Something that is no socket.
    case stranger

    /// Looks, and connects when it is a socket.
    init(at address: UnixAddress) throws(ListeningFault) {
        do throws(Errno) {
            let status = try FileSystem.status(of: address.path, followingLinks: false)
            guard status.kind == .socket else {
                self = .stranger
                return
            }
            _ = try UnixSocket.connect(to: address, isNonblocking: true)
            self = .living
        } catch {
            switch error {
            case .noSuchFile: self = .nobody
            case .connectionRefused: self = .abandoned
            // A full backlog, or a socket of another type than a stream.
            case .wouldBlock, .wrongProtocolType: self = .living
            case _: throw .system(error)
            }
        }
    }

    /// Why it cannot be replaced, if it cannot.
    var fault: ListeningFault? {
        switch self {
        case .nobody, .abandoned: nil
        case .living: .inUse
        case .stranger: .notASocket
        }
    }
}
