import Kernel
import Leasing
import Wire

/// The daemon from its first line to its last.
package enum Program {
    /// The version that Hello, `--version` and the log say.
    package static let version = "0.1.0"

    /// Does what a command line asks for, and answers how the process is to end.
    ///
    /// - Parameter name: as what the program was started.
    package static func run(_ name: String, _ arguments: [String]) -> ExitStatus {
        var task = Options.Task.help
        do throws(StartFault) {
            let options = try Options(arguments)
            task = options.task
            switch task {
            case .help: try? StandardStream.output.write(Options.help)
            case .version: try? StandardStream.output.write("accountd \(version)\n")
            case .check: try check(options)
            case .demo: try demonstrate(options, name)
            case .serve: try serve(options)
            }
            return .success
        } catch {
            report(error, isService: task == .serve)
            return error.status
        }
    }

    private static func check(_ options: Options) throws(StartFault) {
        let reading = try InventoryFiles(options).read(now: Moment.current.unix)
        for warning in reading.warnings {
            try? StandardStream.error.write("accountd: warning: \(LogText.escaped(warning))\n")
        }
        try? StandardStream.output.write("ok: \(reading.description)\n")
    }

    private static func serve(_ options: Options) throws(StartFault) {
        let signals = try prepare()
        try Startup(options: options, log: Log(level: options.logLevel)).run(signals) {}
    }

    private static func demonstrate(_ options: Options, _ name: String) throws(StartFault) {
        // A signal that comes while the folder is made must not leave it behind.
        let signals = try prepare()
        let demonstration = try Demonstration()
        defer { demonstration.remove() }
        var options = options
        options.accounts = [demonstration.accounts]
        options.listens = [.lease: demonstration.lease, .ops: demonstration.ops]
        let program = Demonstration.companion(
            of: name, workingFolder: CurrentProcess.environment("PWD")
        ) { (try? FileSystem.status(of: $0)) != nil }
        try Startup(options: options, log: Log(level: options.logLevel)).run(signals) {
            try? StandardStream.output.write(demonstration.invitation(program: program))
        }
    }

    /// Sees to it that a crash shows nothing of what the process holds (signal(7), prctl(2)), that
    /// signals are read and not fatal, and that there are descriptors enough: each connection of a
    /// proxy takes two.
    private static func prepare() throws(StartFault) -> Signals {
        #if FAULT_POINTS
            try ArmedFault.require()
        #endif
        Signals.ignoreBrokenPipes()
        Signals.restoreCrashSignals()
        CurrentProcess.returnLargeMemory()
        do throws(Errno) {
            // Else the first files that are kept would be taken for the log's.
            try StandardStream.occupyClosed(.discarding)
            try CurrentProcess.forbidDumps()
            _ = try CurrentProcess.raiseDescriptorLimit(to: 4096)
            return try Signals()
        } catch {
            throw StartFault(.software, "cannot prepare the process: \(error.description)")
        }
    }

    /// What a service says goes to the journal, which wants to know how much it matters.
    private static func report(_ fault: StartFault, isService: Bool) {
        let hasPriority = isService && !StandardStream.error.isTerminal
        let priority = hasPriority ? "<\(Log.Level.error.rawValue)>" : ""
        for line in fault.lines {
            try? StandardStream.error.write("\(priority)accountd: \(LogText.escaped(line))\n")
        }
    }
}
