package import AccountClient
import Kernel

/// How account-bench ends.
package enum BenchStatus: Int32, Sendable {
    case success = 0
    /// An answer was an error.
    case failed = 1
    /// The command line is wrong.
    case usage = 64
    /// The server cannot be reached, or went away.
    case unavailable = 69
}

/// Why a benchmark has no figures.
package enum BenchFault: Error, Equatable, Sendable {
    /// The command line is wrong.
    case usage(UsageFault)
    /// A server cannot be reached or started, or went away.
    case unavailable(String)
    /// An answer was an error, which is no fair figure.
    case failed(String)

    /// How the program ends.
    package var status: BenchStatus {
        switch self {
        case .usage: .usage
        case .unavailable: .unavailable
        case .failed: .failed
        }
    }

    /// What to say in one line.
    package var message: String {
        switch self {
        case .usage(let fault): fault.message
        case .unavailable(let message), .failed(let message): message
        }
    }

    /// Makes system calls whose failure ends the benchmark.
    static func calling<Answer: ~Copyable>(
        _ what: String, _ calls: () throws(Errno) -> Answer
    ) throws(BenchFault) -> Answer {
        do throws(Errno) {
            return try calls()
        } catch {
            throw .unavailable("\(what): \(error)")
        }
    }

    /// Takes the arguments apart.
    static func parsing<Answer>(
        _ calls: () throws(UsageFault) -> Answer
    ) throws(BenchFault) -> Answer {
        do throws(UsageFault) {
            return try calls()
        } catch {
            throw .usage(error)
        }
    }
}
