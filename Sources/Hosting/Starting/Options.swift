import Secrets
package import Wire

/// The daemon's command line.
package struct Options: Equatable, Sendable {
    /// What the daemon is asked to do.
    package enum Task: String, Sendable {
        case serve, check, demo, version, help
    }

    /// What it is asked to do.
    package private(set) var task = Task.serve
    /// Inventory files and folders.
    package var accounts: [String] = []
    /// Where it is to listen itself.
    package var listens: [SocketKind: String] = [:]
    /// The folder for what must survive.
    package private(set) var state: String?
    /// The folder for the leases.
    package private(set) var runtime: String?
    /// How much is written to the log.
    package private(set) var logLevel = Log.Level.notice

    /// What `--help` prints.
    package static let help = """
        usage: accountd [--accounts PATH]... [--listen-lease PATH]
                        [--listen-ops PATH] [--listen-keeper PATH]
                        [--state DIR] [--runtime DIR] [--log-level LEVEL]
                        [--check] [--demo] [--version] [--help]

        Leases AI accounts to the proxies of this host over Unix sockets.

          --accounts PATH       an inventory: a JSON file, or a folder of *.json
          --listen-lease PATH   listen here for proxies; without it the socket
                                named "lease" comes from systemd
          --listen-ops PATH     listen here for operators
          --listen-keeper PATH  listen here for the keeper
          --state DIR           keep here what is learnt of accounts: a folder of
                                the daemon's own
          --runtime DIR         keep the leases here, until the next boot: a folder
                                of the daemon's own, with room for 14 MiB
          --log-level LEVEL     error, warning, notice (usual), info or debug
          --check               say what is wrong with the inventory, and end
          --demo                three accounts of nobody's, sockets in a
                                temporary folder
          --version             print the version and end
          --help                print this and end

        Signals: TERM and INT end it; HUP makes it read the inventory again.
        Exit: 0 ended as told; 64 command line; 70 a fault of its own; 73 a
        socket or folder cannot be made, or what is kept cannot be used; 75
        another instance runs; 78 inventory or systemd's sockets.

        """

    private static let tasks: [String: Task] = [
        "--check": .check, "--demo": .demo, "--version": .version, "--help": .help, "-h": .help,
    ]
    private static let names = [
        "--accounts", "--listen-lease", "--listen-ops", "--listen-keeper", "--state", "--runtime",
        "--log-level", "--check", "--demo", "--version", "--help",
    ]

    /// Reads a command line without the program's name.
    package init(_ arguments: [String]) throws(StartFault) {
        var rest = arguments[...]
        var given: Set<String> = []
        while let argument = rest.popFirst() {
            let parts = argument.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            let inline = parts.count > 1 ? String(parts[1]) : nil
            if let task = Self.tasks[name] {
                try ask(for: task, name, inline)
                continue
            }
            guard Self.names.contains(name) else { throw Self.unknown(name) }
            guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
                throw StartFault(.usage, "\(name) needs a value")
            }
            guard given.insert(name).inserted || name == "--accounts" else {
                throw StartFault(.usage, "\(name) is given twice")
            }
            try set(name, value)
        }
        try checkTogether()
    }

    private mutating func ask(
        for task: Task, _ name: String, _ value: String?
    ) throws(StartFault) {
        guard value == nil else { throw StartFault(.usage, "\(name) takes no value") }
        guard self.task == .serve || self.task == task else {
            throw StartFault(.usage, "--\(self.task.rawValue) and \(name) exclude each other")
        }
        self.task = task
    }

    private mutating func set(_ name: String, _ value: String) throws(StartFault) {
        switch name {
        case "--accounts": accounts.append(value)
        case "--listen-lease": listens[.lease] = value
        case "--listen-ops": listens[.ops] = value
        case "--listen-keeper": listens[.keeper] = value
        case "--state": state = value
        case "--runtime": runtime = value
        default: logLevel = try Self.level(value)
        }
    }

    private static func level(_ value: String) throws(StartFault) -> Log.Level {
        if let level = Log.Level.allCases.first(where: { $0.name == value }) { return level }
        let names = Log.Level.allCases.map(\.name)
        let question = NearestWord.question(value, among: names).map { "; \($0)" } ?? ""
        let list = names.joined(separator: ", ")
        throw StartFault(.usage, "--log-level takes one of \(list)\(question)")
    }

    private func checkTogether() throws(StartFault) {
        if task == .demo, !accounts.isEmpty || !listens.isEmpty || state != nil || runtime != nil {
            throw StartFault(
                .usage,
                "--demo brings its own accounts and sockets, and keeps nothing: "
                    + "leave out --accounts, --listen-*, --state and --runtime")
        }
        for path in listens.values where listens.values.count(where: { $0 == path }) > 1 {
            throw StartFault(.usage, "two of --listen-* name the same path \(path)")
        }
        guard listens.isEmpty || listens[.lease] != nil else {
            throw StartFault(.usage, "--listen-ops and --listen-keeper need --listen-lease")
        }
    }

    private static func unknown(_ name: String) -> StartFault {
        // What is no option may be a secret that was to be an option's value.
        guard name.hasPrefix("-") else {
            let word = Mentionable.quoted(name)
            return StartFault(.usage, "unexpected argument\(word); see accountd --help")
        }
        let nearest = NearestWord.of(name, among: names)
        let hint = nearest.map { "did you mean \($0)?" } ?? "see accountd --help"
        return StartFault(.usage, "unknown option\(Mentionable.quoted(name)); \(hint)")
    }
}
