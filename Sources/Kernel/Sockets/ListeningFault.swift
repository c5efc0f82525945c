/// Why a socket cannot be put at a path.
package enum ListeningFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process answers there.
    case inUse
    /// Something that is no socket is there, and is left alone.
    case notASocket
    /// The kernel refused.
    case system(Errno)

    /// Makes system calls whose failure is the fault.
    static func wrapping<Answer: ~Copyable>(
        _ calls: () throws(Errno) -> Answer
    ) throws(ListeningFault) -> Answer {
        do throws(Errno) {
            return try calls()
        } catch {
            throw .system(error)
        }
    }

    /// The fault in words, without the path.
    package var description: String {
        switch self {
        case .inUse: "another process answers there"
        case .notASocket: "something that is no socket is there"
        case .system(let error): error.description
        }
    }
}
