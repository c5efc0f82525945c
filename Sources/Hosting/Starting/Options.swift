import Serving
import Wire

/// The daemon's command line.
package struct Options: Equatable, Sendable {
    /// What the daemon is asked to do.
    package enum Task: Equatable, Sendable {
        case serve, check, demo, version, help
    }

    /// What it is asked to do.
    package var task = Task.serve
    /// Inventory files and folders.
    package var accounts: [String] = []
    /// Where it is to listen itself, by the name of the socket.
    var listens: [SocketKind: String] = [:]
    /// The folder for what must survive.
    package var state: String?
    /// The folder for the leases.
    package var runtime: String?
    /// How much is written to the log.
    package var logLevel = Log.Level.notice

    /// What `--help` prints.
    package static let help = """
        usage: accountd [--accounts PATH]... [--listen-lease PATH] [--listen-ops PATH]
                        [--listen-keeper PATH] [--state DIR] [--runtime DIR]
                        [--log-level LEVEL] [--check] [--demo] [--version]

          --accounts PATH       an inventory: a JSON file, or a folder of *.json
          --listen-lease PATH   listen here for proxies; without it the socket named
                                "lease" comes from systemd
          --listen-ops PATH     listen here for operators
          --listen-keeper PATH  listen here for the keeper
          --state DIR           a folder of the daemon's own
          --runtime DIR         a folder of the daemon's own for this boot
          --log-level LEVEL     error, warning, notice (usual), info or debug
          --check               read the inventory, say what is wrong with it, and end
          --demo                three accounts of nobody's and sockets in a temporary folder
          --version             print the version and end

        """

    private static let names = [
        "--accounts", "--listen-lease", "--listen-ops", "--listen-keeper", "--state", "--runtime",
        "--log-level", "--check", "--demo", "--version", "--help",
    ]

    /// Reads a command line without the program's name.
    package init(_ arguments: [String]) throws(StartFault) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            switch name {
            case "--check": task = .check
            case "--demo": task = .demo
            case "--version": task = .version
            case "--help", "-h": task = .help
            default:
                guard Self.names.contains(name) else { throw Self.unknown(name) }
                let inline = parts.count > 1 ? String(parts[1]) : nil
                guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
                    throw StartFault(.usage, "\(name) needs a value")
                }
                try set(name, value)
            }
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(StartFault) {
        switch name {
        case "--accounts": accounts.append(value)
        case "--listen-lease": listens[.lease] = value
        case "--listen-ops": listens[.ops] = value
        case "--listen-keeper": listens[.keeper] = value
        case "--state": state = value
        case "--runtime": runtime = value
        default:
            guard let level = Log.Level.allCases.first(where: { $0.name == value }) else {
                let names = Log.Level.allCases.map(\.name).joined(separator: ", ")
                throw StartFault(.usage, "--log-level takes one of \(names)")
            }
            logLevel = level
        }
    }

    private static func unknown(_ name: String) -> StartFault {
        guard name.hasPrefix("-") else {
            return StartFault(.usage, "unexpected argument \"\(name)\"; see accountd --help")
        }
        let nearest = NearestWord.of(name, among: names)
        let hint = nearest.map { "; did you mean \($0)?" } ?? "; see accountd --help"
        return StartFault(.usage, "unknown option \(name)\(hint)")
    }
}
