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
        let state = folders.first { $0.path == options.state }
        var daemon = try daemon(reading, listeners, signals, state)
        if state == nil {
            log.write(.notice, "no --state: what is learnt of accounts ends with this process")
        }
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
        _ state: OwnFolder?
    ) throws(StartFault) -> Daemon {
        let now = Moment.current
        var service = Service(
            identity: ServiceIdentity(
                version: Program.version, epoch: String(Entropy().next(), radix: 16)),
            firstFence: UInt64(max(0, now.unix.nanoseconds / 1000)) + 1,
            chance: ChanceSupply(refill: Entropy.words))
        var keeper: StateKeeper?
        var kept: [String: KeptAccount] = [:]
        if let state {
            let opened = try StateKeeper(state, log: log, now: now.instant)
            kept = opened.recall(reading.inventory, for: service, log: log, now: now)
            keeper = opened
            service.beginRemembering()
        }
        service.adopt(reading.inventory, remembering: kept, now: now)
        do throws(Errno) {
            var daemon = try Daemon(
                service: service, listeners: listeners, signals: signals,
                manager: .current(now: now.instant), log: log, keeper: keeper, reload: reload)
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
