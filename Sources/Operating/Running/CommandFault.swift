package import AccountClient
package import Kernel

/// Why a command did not do what it was asked to.
package enum CommandFault: Error, Equatable, Sendable {
    /// The command line, or what it named, is wrong.
    case usage(String)
    /// A call failed.
    case connection(ConnectionError)
    /// The daemon said no; why, in a sentence that its refusal alone does not have.
    case refused(String)
    /// The daemon answered something else than the protocol has.
    case answer(String)
    /// Standard output takes nothing more.
    case output(Errno)
    /// The command said what it had to say and ends with a status.
    case ended(ExitStatus)

    /// Makes calls whose failure is the command's.
    static func calling<Answer: ~Copyable>(
        _ calls: () throws(ConnectionError) -> Answer
    ) throws(CommandFault) -> Answer {
        do throws(ConnectionError) {
            return try calls()
        } catch {
            throw .connection(error)
        }
    }

    /// How the program ends.
    package var status: ExitStatus {
        switch self {
        case .usage: .usage
        case .connection(let error): ExitStatus(error)
        case .answer: .protocolFault
        case .output, .refused: .refused
        case .ended(let status): status
        }
    }

    /// What to tell the operator in one line, if anything is left to tell.
    package var message: String? {
        switch self {
        case .usage(let message), .answer(let message), .refused(let message): message
        case .connection(.refused(let refusal)): Self.sentence(refusal)
        case .connection(let error): VisibleText.of(error.description)
        case .output(let error): "cannot write to standard output: \(error)"
        case .ended: nil
        }
    }

    /// The mistakes of an inventory that was refused, a line each.
    var problems: [String] {
        guard case .connection(.refused(let refusal)) = self else { return [] }
        return refusal.problems.map(VisibleText.of)
    }

    /// The refusal, what keeps the accounts, and when to ask again.
    private static func sentence(_ refusal: Refusal) -> String {
        var text = refusal.description
        if !refusal.blocked.isEmpty {
            let counts = refusal.blocked.map { "\($0.count) \(Wording.state($0.state))" }
            text += ": " + counts.joined(separator: ", ")
        }
        if let retryAfter = refusal.retryAfter {
            text += "; ask again in \(Wording.span(milliseconds: retryAfter))"
        }
        return VisibleText.of(text)
    }
}
