import Kernel
import Wire

/// Measures accountd against the floor, or watched against unwatched, in one run, so that the
/// machine is the same for both.
package struct Comparison {
    /// What is asked, and for how long each time.
    var plan = LoadPlan()
    /// How often each load is measured.
    var rounds = 5
    /// The daemon's program.
    var program: String
    /// How many accounts it has.
    var accounts = 100
    /// Connections that watch the daemon's pool: when there are any, it is compared with itself
    /// unwatched, and not with the floor.
    var watchers = 0

    /// Watchers at most: what the daemon takes of operators.
    static let watcherCounts = 0...WireLimits.operatorConnections

    /// The loads: connections, and requests in flight on each.
    static let loads = [(1, 1), (8, 1), (64, 1), (8, 16)]

    /// One server's figures under one load: the medians of the rounds.
    package struct Figures: Equatable {
        /// Answers a second; the median and the 99th percentile of their times in nanoseconds.
        package let rate, middle, tail: Double

        /// Takes the medians of several measures.
        package init(_ tallies: [Tally]) {
            rate = Figure.median(tallies.map(\.rate))
            middle = Figure.median(tallies.map { Double($0.latencies.percentile(0.5)) })
            tail = Figure.median(tallies.map { Double($0.latencies.percentile(0.99)) })
        }
    }

    /// Measures, and hands each line of the table over when it is known.
    func run(_ print: (String) -> Void) throws(BenchFault) {
        try BenchFault.calling("pinning the load to core 1") { () throws(Errno) in
            try CurrentProcess.pin(toCore: 1)
        }
        try BenchFolder.lend { (folder) throws(BenchFault) in
            let daemon = try Server.daemon(program, accounts: accounts, plan, in: folder)
            if watchers > 0 {
                let operators = try Server.address("\(folder)/ops.sock")
                try compare(Self.watchedHeading, print) { (plan) throws(BenchFault) in
                    try measure(plan, daemon.address, watchedAt: operators)
                }
            } else {
                let floor = try Server.floor(in: folder)
                try compare(Self.heading, print) { (plan) throws(BenchFault) in
                    try measure(plan, floor.address, daemon.address)
                }
                floor.end()
            }
            daemon.end()
        }
    }

    /// Measures each load, and hands its line over when it is known.
    private func compare(
        _ heading: [String], _ print: (String) -> Void,
        _ measure: (LoadPlan) throws(BenchFault) -> (Figures, Figures)
    ) throws(BenchFault) {
        for line in heading { print(line) }
        for (connections, depth) in Self.loads {
            var plan = plan
            (plan.connections, plan.depth) = (connections, depth)
            let (one, other) = try measure(plan)
            print(Self.line(plan, one, other))
        }
    }

    /// Both servers in turn, so that what else the machine does meets both.
    private func measure(
        _ plan: LoadPlan, _ floor: UnixAddress, _ daemon: UnixAddress
    ) throws(BenchFault) -> (Figures, Figures) {
        var (floors, daemons): ([Tally], [Tally]) = ([], [])
        for _ in 0..<rounds {
            floors.append(try Load.run(plan, against: "the floor", at: floor))
            daemons.append(try Load.run(plan, against: "accountd", at: daemon))
        }
        return (Figures(floors), Figures(daemons))
    }

    /// The daemon without watchers and with them in turn.
    private func measure(
        _ plan: LoadPlan, _ daemon: UnixAddress, watchedAt operators: UnixAddress
    ) throws(BenchFault) -> (Figures, Figures) {
        var (alone, watched): ([Tally], [Tally]) = ([], [])
        for _ in 0..<rounds {
            alone.append(try Load.run(plan, against: "accountd", at: daemon))
            let watchers = try BenchFault.calling(operators.path) { () throws(Errno) in
                var watchers: [WatchConnection] = []
                for _ in 0..<self.watchers { watchers.append(try WatchConnection(operators)) }
                return watchers
            }
            watched.append(
                try Load.run(plan, against: "accountd", at: daemon, watchers: watchers))
            guard watchers.allSatisfy({ $0.messages > 0 }) else {
                throw .failed("a watcher was told nothing")
            }
        }
        return (Figures(alone), Figures(watched))
    }

    /// The two lines above the figures.
    package static let heading = [
        "          requests/s               p50 µs                  p99 µs",
        "clients    floor  accountd ratio    floor accountd ratio    floor accountd ratio",
    ]

    /// The same where the daemon is compared with itself.
    package static let watchedHeading = heading.map { line in
        line.replacing(" accountd", with: "  watched").replacing("    floor", with: " accountd")
    }

    /// A load's figures: those of two servers, and the second's as a part of the first's.
    package static func line(_ plan: LoadPlan, _ first: Figures, _ second: Figures) -> String {
        let load = "\(plan.connections)" + (plan.depth > 1 ? " × \(plan.depth)" : "")
        var line = load + String(repeating: " ", count: max(0, 7 - load.count))
        line += Figure.right(Figure.grouped(first.rate), 9)
        line += Figure.right(Figure.grouped(second.rate), 10)
        line += Figure.right(ratio(second.rate, first.rate), 6)
        for (one, other) in [(first.middle, second.middle), (first.tail, second.tail)] {
            line += Figure.right(Figure.microseconds(UInt64(one)), 9)
            line += Figure.right(Figure.microseconds(UInt64(other)), 9)
            line += Figure.right(ratio(other, one), 6)
        }
        return line
    }

    private static func ratio(_ part: Double, _ whole: Double) -> String {
        whole > 0 ? Figure.fixed(part / whole, digits: 2) : "-"
    }
}

/// A folder for a benchmark's sockets and files, removed with all that is in it.
package enum BenchFolder {
    /// Makes calls with a folder of their own.
    package static func lend(_ calls: (String) throws(BenchFault) -> Void) throws(BenchFault) {
        let folder = try BenchFault.calling("a temporary folder") { () throws(Errno) in
            try Folder.makeTemporary(named: "account-bench")
        }
        defer { try? Folder.removeTree(folder) }
        try calls(folder)
    }
}

extension Load {
    /// Runs a plan; an error among the answers is a fault, for its figures would mean nothing.
    static func run(
        _ plan: LoadPlan, against name: String, at address: UnixAddress,
        watchers: [WatchConnection] = []
    ) throws(BenchFault) -> Tally {
        let tally: Tally
        do throws(Load.Fault) {
            tally = try run(plan, at: address, watchers: watchers)
        } catch {
            switch error {
            case .closed: throw .unavailable("\(name) closed a connection")
            case .system(let error): throw .unavailable("\(name) at \(address.path): \(error)")
            }
        }
        guard tally.errors == 0 else {
            let first = String(decoding: tally.firstError, as: UTF8.self)
            throw .failed("\(tally.errors) answers of \(name) were errors, the first: \(first)")
        }
        return tally
    }
}
