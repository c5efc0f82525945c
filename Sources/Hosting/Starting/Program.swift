import Kernel
import Leasing
import Serving
import Wire

/// The daemon from its first line to its last.
package enum Program {
    /// The version that Hello, `--version` and the log say.
    package static let version = "0.1.0"

    /// Does what a command line asks for, and answers how the process is to end.
    package static func run(_ arguments: [String]) -> ExitStatus {
        do throws(StartFault) {
            let options = try Options(arguments)
            switch options.task {
            case .help: try? StandardStream.output.write(Options.help)
            case .version: try? StandardStream.output.write("accountd \(version)\n")
            case .check: try check(options)
            case .demo: try demonstrate(options)
            case .serve: try serve(options)
            }
            return .success
        } catch {
            for line in error.lines {
                try? StandardStream.error.write("accountd: \(LogText.escaped(line))\n")
            }
            return error.status
        }
    }

    private static func check(_ options: Options) throws(StartFault) {
        let reading = try InventoryFiles.read(options.accounts)
        for warning in reading.warnings {
            try? StandardStream.error.write("accountd: warning: \(LogText.escaped(warning))\n")
        }
        try? StandardStream.output.write(reading.description + "\n")
    }

    private static func demonstrate(_ options: Options) throws(StartFault) {
        var options = options
        let folder: String
        let path: String
        do throws(Errno) {
            folder = try Folder.makeTemporary(named: "accountd-demo")
            path = folder + "/accounts.json"
            let file = try File(opening: path, for: [.write, .create, .exclusive])
            try file.write(Array(Demonstration.inventory.utf8))
            try file.close()
        } catch {
            throw StartFault(.cannotCreate, "cannot make a temporary folder: \(error.description)")
        }
        defer { try? Folder.removeTree(folder) }
        options.accounts = [path]
        options.listens = [.lease: folder + "/lease.sock", .ops: folder + "/ops.sock"]
        let invitation = Demonstration.invitation(
            lease: folder + "/lease.sock", ops: folder + "/ops.sock")
        try serve(options) { try? StandardStream.output.write(invitation) }
    }

    private static func serve(
        _ options: Options, whenReady announce: () -> Void = {}
    ) throws(StartFault) {
        harden()
        let log = Log(level: options.logLevel)
        let locks = try OwnFolders.take(options)
        let listeners = try Sockets.open(options, log: log)
        defer { removeOwnSockets(listeners) }
        let daemon = try start(options, listeners, log)
        if locks.isEmpty {
            log.write(.notice, "no --state: nothing that is learnt survives this process")
        } else {
            log.write(
                .notice,
                "this version keeps nothing in \(locks.map(\.path).joined(separator: ", "))")
        }
        log.write(.notice, "serving \(daemon.service.accountCount) accounts")
        announce()
        Notification.ready()
        do throws(Errno) {
            try daemon.run()
        } catch {
            throw StartFault(.software, "the event loop failed: \(error.description)")
        }
        log.write(.notice, "stopped")
    }

    private static func start(
        _ options: Options, _ listeners: [Listener], _ log: Log
    ) throws(StartFault) -> Daemon {
        let reading = try InventoryFiles.read(options.accounts)
        for warning in reading.warnings { log.write(.warning, warning) }
        let now = Moment.current
        let entropy = Entropy()
        var service = Service(
            identity: ServiceIdentity(
                version: version, epoch: String(entropy.next(), radix: 16), isKept: false),
            firstFence: UInt64(max(0, now.unix.nanoseconds / 1000)) + 1,
            chance: ChanceSupply { count in (0..<count).map { _ in entropy.next() } })
        service.adopt(reading.inventory, now: now)
        do throws(Errno) {
            let daemon = try Daemon(service: service, listeners: listeners, log: log) {
                reread(options.accounts, log)
            }
            daemon.allowedUsers = reading.inventory.allowedUsers
            return daemon
        } catch {
            throw StartFault(.software, "cannot start the event loop: \(error.description)")
        }
    }

    private static func reread(_ paths: [String], _ log: Log) -> Inventory? {
        do throws(StartFault) {
            let reading = try InventoryFiles.read(paths)
            for warning in reading.warnings { log.write(.warning, warning) }
            return reading.inventory
        } catch {
            for line in error.lines { log.write(.error, line) }
            return nil
        }
    }

    /// A crash shows nothing of what the process holds; see signal(7) and prctl(2).
    private static func harden() {
        Signals.ignoreBrokenPipes()
        Signals.restoreCrashSignals()
        try? CurrentProcess.forbidDumps()
        _ = try? CurrentProcess.raiseDescriptorLimit(to: 4096)
    }

    private static func removeOwnSockets(_ listeners: [Listener]) {
        for path in listeners.compactMap(\.ownPath) { try? FileSystem.remove(path) }
    }
}
