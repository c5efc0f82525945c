package import AccountClient

/// The command line of account-bench.
package enum BenchOptions {
    static let commands = [
        "cycle", "release", "health", "table", "memory", "client", "round", "floor",
    ]

    /// The options that it knows.
    package static let all = [
        Arguments.Option("--socket", "PATH", purpose: "the server; else $ACCOUNTD_SOCKET"),
        Arguments.Option("--connections", "N", purpose: "connections (8)"),
        Arguments.Option("--depth", "N", purpose: "requests in flight on each (1)"),
        Arguments.Option("--seconds", "S", purpose: "how long to measure (5; table: 1)"),
        Arguments.Option("--provider", "P", purpose: "whose accounts (claude)"),
        Arguments.Option("--model", "M", purpose: "for which model (claude-sonnet-4-5)"),
        Arguments.Option("--daemon", "PATH", purpose: "accountd to start (table, memory, client)"),
        Arguments.Option("--exchange", "NAME", purpose: "what these two ask (cycle)"),
        Arguments.Option("--rounds", "N", purpose: "measures of each load (table: 5)"),
        Arguments.Option("--accounts", "N", purpose: "accounts of the daemon (100)"),
        Arguments.Option("--strategy", "NAME", purpose: "how the daemon chooses (least_busy)"),
        Arguments.Option("--keeping", purpose: "the daemon keeps its state and its leases"),
        Arguments.Option("--watchers", "N", purpose: "that many watch (table: 0, at most 16)"),
        Arguments.Option("--requests", "N", purpose: "requests in all (memory: 1000000)"),
        Arguments.Option("--tasks", "N", purpose: "tasks that share the client (client: 8)"),
        Arguments.Option("--shared-threads", purpose: "tasks stay off the client's thread"),
        Arguments.Option("--help", purpose: "print this help and end"),
    ]

    /// What `--help` prints.
    package static var help: String {
        let width = all.map { ($0.name + " " + ($0.value ?? "")).count }.max() ?? 0
        let options = all.map { option in
            let name = option.name + " " + (option.value ?? "")
            let space = String(repeating: " ", count: width - name.count)
            return "  \(name)\(space)  \(option.purpose)"
        }
        return """
            usage: account-bench cycle|release|health [OPTION]...
                   account-bench table|memory --daemon PATH [OPTION]...
                   account-bench client [--daemon PATH] [OPTION]...
                   account-bench round
                   account-bench floor SOCKET

              cycle    Select, then MarkResult with release, and again
              release  Select, then Release, and again
              health   Health alone
              table    cycle against accountd and the floor, in turn, under four loads;
                       with --watchers accountd alone and watched
              memory   what accountd has in use, idle and while a million requests go by
              client   the same as cycle by tasks of the Swift client, on one core
              round    plays the Swift client for proto-spec/conformance
              floor    the server to compare with: reads frames, looks at none, answers each

            \(options.joined(separator: "\n"))
            """
    }

    /// What a command line asks for.
    package static func plan(
        _ command: String, _ arguments: Arguments
    ) throws(UsageFault) -> LoadPlan {
        var plan = LoadPlan()
        let name = arguments["--exchange"] ?? command
        if let exchange = LoadPlan.Exchange(rawValue: name) {
            plan.exchange = exchange
        } else if arguments.has("--exchange") {
            throw UsageFault(
                unknown: "exchange", name, among: LoadPlan.Exchange.allCases.map(\.rawValue))
        }
        plan.connections =
            try arguments.integer("--connections", in: LoadPlan.connectionCounts)
            ?? plan.connections
        plan.depth = try arguments.integer("--depth", in: LoadPlan.depths) ?? plan.depth
        plan.nanoseconds =
            try nanoseconds(arguments) ?? (command == "table" ? 1 : 5) * 1_000_000_000
        plan.provider = try plainName("--provider", arguments) ?? plan.provider
        plan.strategy = try plainName("--strategy", arguments)
        plan.isKeeping = arguments.has("--keeping")
        plan.model = try plainName("--model", arguments) ?? plan.model
        return plan
    }

    /// Takes an option's integer, if it was given.
    static func apply(
        _ arguments: Arguments, to target: inout Int, _ name: String, _ range: ClosedRange<Int>
    ) throws(BenchFault) {
        let value = try BenchFault.parsing { () throws(UsageFault) in
            try arguments.integer(name, in: range)
        }
        target = value ?? target
    }

    private static func nanoseconds(_ arguments: Arguments) throws(UsageFault) -> UInt64? {
        guard let text = arguments["--seconds"] else { return nil }
        guard let seconds = Double(text), seconds >= 0.01, seconds <= 3600 else {
            throw UsageFault("--seconds takes a number from 0.01 to 3600")
        }
        return UInt64(seconds * 1e9)
    }

    /// A name that stands in a request without being escaped.
    private static func plainName(
        _ option: String, _ arguments: Arguments
    ) throws(UsageFault) -> String? {
        guard let name = arguments[option] else { return nil }
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) else {
            throw UsageFault("\(option) takes a name of printable ASCII")
        }
        return name
    }
}
