import Kernel
import Leasing
import Serving

/// Brings the daemon up, and down again when it has served.
struct Startup {
    let options: Options
    let log: Log

    /// Serves until a signal ends it.
    ///
    /// - Parameter announce: called when clients are served, before the service manager is told.
    func run(
        _ signals: consuming Signals, whenReady announce: () -> Void
    ) throws(StartFault) {
        let folders = try OwnFolder.take(state: options.state, runtime: options.runtime)
        let listeners = try Sockets.open(options, log: log)
        FaultPoint.reach(.stateLoading)
        let reading = try InventoryFiles(options).read(now: Moment.current.unix)
        for warning in reading.warnings { log.write(.warning, warning) }
        let keepers = try Keepers(
            state: folders.first { $0.path == options.state },
            runtime: folders.first { $0.path == options.runtime }, log: log)
        var daemon = try daemon(reading, listeners, signals, keepers)
        log.write(.notice, "serving \(reading.description)")
        announce()
        Notification.ready()
        do throws(Errno) {
            try daemon.run()
        } catch {
            throw StartFault(.software, "the event loop failed: \(error.description)")
        }
        log.write(.notice, "stopped")
        // The locks are held to the end.
        withExtendedLifetime(folders) {}
    }

    private func daemon(
        _ reading: InventoryReading, _ listeners: [Listener], _ signals: consuming Signals,
        _ keepers: Keepers
    ) throws(StartFault) -> Daemon {
        let now = Moment.current
        var service = Service(
            identity: ServiceIdentity(
                version: Program.version, epoch: String(Entropy().next(), radix: 16)),
            firstFence: keepers.firstFence(now: now.unix),
            chance: ChanceSupply(refill: Entropy.words))
        keepers.restore(reading.inventory, to: &service, log: log, now: now)
        do throws(Errno) {
            var daemon = try Daemon(
                service: service, listeners: listeners, signals: signals,
                manager: .current(now: now.instant), log: log, keepers: keepers, reload: reload)
            daemon.allowedUsers = reading.inventory.allowedUsers
            return daemon
        } catch {
            throw StartFault(.software, "cannot start the event loop: \(error.description)")
        }
    }

    /// Reads the inventory again; a demonstration's never changes, and there the signal is the
    /// terminal's farewell.
    private var reload: (() -> Result<InventoryReading, StartFault>)? {
        guard options.task == .serve else { return nil }
        return { [options] in
            do throws(StartFault) {
                return .success(try InventoryFiles(options).read(now: Moment.current.unix))
            } catch {
                return .failure(error)
            }
        }
    }
}

extension InventoryFiles {
    /// The files of a command line.
    init(_ options: Options) {
        self.init(
            options.accounts, credentials: CurrentProcess.environment("CREDENTIALS_DIRECTORY"))
    }
}
