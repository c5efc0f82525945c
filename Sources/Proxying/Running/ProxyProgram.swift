import AccountClient
import Kernel
import Wire

/// account-proxy from its first line to its last.
package enum ProxyProgram {
    /// Does what a command line asks for, and answers how the process is to end.
    package static func run(_ arguments: [String]) -> ExitStatus {
        do throws(StartFault) {
            let options = try options(arguments)
            switch options.task {
            case .help: try? StandardStream.output.write(ProxyOptions.help)
            case .version:
                try? StandardStream.output.write("account-proxy \(ProgramVersion.text)\n")
            case .serve: try serve(options)
            }
            return .success
        } catch {
            for line in error.lines {
                try? StandardStream.error.write("account-proxy: \(VisibleText.of(line))\n")
            }
            return error.status
        }
    }

    private static func options(_ arguments: [String]) throws(StartFault) -> ProxyOptions {
        do throws(UsageFault) {
            return try ProxyOptions(arguments)
        } catch {
            throw StartFault(.usage, [error.message])
        }
    }

    private static func serve(_ options: ProxyOptions) throws(StartFault) {
        let signals = try prepare()
        let socket = try daemon(options)
        let configuration = try Configuration(options)
        let listener = try ProxyListener.open(options)
        guard configuration.keys != nil || listener.isLocal else {
            throw StartFault(
                .configuration,
                ["other hosts can connect here: give --client-keys FILE, or a loopback address"])
        }
        let place = listener.address.map { "http://\($0)" } ?? "systemd's socket"
        let client = try client(at: socket)
        let server: ProxyServer
        do throws(Errno) {
            server = try ProxyServer(
                listener, routes: configuration.routes, keys: configuration.keys, client: client,
                upstream: SessionUpstream(), log: log)
        } catch {
            throw StartFault(.software, ["cannot wait for callers: \(error.description)"])
        }
        log("listening on \(place)")
        Notification.ready(status: "listening on \(place)")
        // Whoever starts the proxy learns at once when it cannot reach the daemon.
        let probing = Task { await server.probe() }
        awaitEnd(signals)
        probing.cancel()
        Notification.stopping()
        end(server, client)
    }

    /// Writes a line for operators. A log that cannot be written must not end the service.
    private static func log(_ line: String) {
        try? StandardStream.error.write(VisibleText.of(line) + "\n")
    }

    /// Where the daemon's socket is, which need not be there.
    private static func daemon(_ options: ProxyOptions) throws(StartFault) -> UnixAddress {
        let path = SocketPath.of(
            .lease, option: options.socket, environment: CurrentProcess.environment)
        do throws(UnixAddress.Fault) {
            return try UnixAddress(path: path)
        } catch {
            throw StartFault(.usage, ["\(path): \(error)"])
        }
    }

    private static func client(at socket: UnixAddress) throws(StartFault) -> AccountClient {
        do throws(ClientError) {
            return try AccountClient(
                socket: socket.path, name: "account-proxy", version: ProgramVersion.text)
        } catch {
            throw StartFault(.software, [error.description])
        }
    }

    /// Sees to it that a crash shows nothing of what the process holds, that signals are read and
    /// not fatal, and that there are descriptors enough.
    private static func prepare() throws(StartFault) -> Signals {
        Signals.ignoreBrokenPipes()
        Signals.restoreCrashSignals()
        CurrentProcess.returnLargeMemory()
        do throws(Errno) {
            // Else what is opened first would be taken for the log.
            try StandardStream.occupyClosed(.discarding)
            try CurrentProcess.forbidDumps()
            _ = try CurrentProcess.raiseDescriptorLimit(to: descriptors)
            return try Signals()
        } catch {
            throw StartFault(.software, ["cannot prepare the process: \(error.description)"])
        }
    }

    /// A caller's connection takes one, and its upstream's another.
    private static let descriptors: UInt64 = 8448

    /// Waits for the signal to end; a hang-up says nothing, for nothing is read again.
    private static func awaitEnd(_ signals: borrowing Signals) {
        while true {
            _ = try? signals.descriptor.wait(for: .read, atMost: nil)
            switch try? signals.next() {
            case .interrupt, .terminate: return
            case .hangUp, nil: continue
            }
        }
    }

    /// Waits until the requests on their way are answered and their leases given back.
    private static func end(_ server: ProxyServer, _ client: AccountClient) {
        guard let bell = try? EventDescriptor() else { return }
        let done = Bell(bell)
        Task {
            await server.drain()
            await client.close()
            done.ring()
        }
        done.wait()
    }

    private final class Bell: Sendable {
        private let bell: EventDescriptor

        init(_ bell: consuming EventDescriptor) { self.bell = bell }

        func ring() { try? bell.ring() }

        func wait() { _ = try? bell.descriptor.wait(for: .read, atMost: nil) }
    }
}
