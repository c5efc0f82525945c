import Kernel
import Wire

/// Where the daemon's sockets come from: systemd, or paths on the command line, never both.
package enum Sockets {
    /// The sockets to serve, the one for proxies among them.
    ///
    /// Takes what systemd passed, so that a second call finds nothing.
    package static func open(_ options: Options, log: Log) throws(StartFault) -> [Listener] {
        let passed = try passedSockets(log)
        guard options.listens.isEmpty else {
            guard passed.isEmpty else {
                throw StartFault(
                    .configuration,
                    "sockets came from systemd and --listen-* was given; use one of the two")
            }
            return try ownSockets(options.listens)
        }
        guard passed.contains(where: { $0.kind == .lease }) else { throw noLease(passed) }
        return passed
    }

    private static func noLease(_ passed: [Listener]) -> StartFault {
        let names = passed.map(\.kind.rawValue).joined(separator: ", ")
        return StartFault(
            .configuration,
            [
                "no socket named \"lease\": systemd passed " + (names.isEmpty ? "none" : names),
                "start accountd from its socket unit (FileDescriptorName=lease), "
                    + "or give --listen-lease PATH; accountd --demo shows it at work",
            ])
    }

    /// A socket of a name that nobody knows is closed with a warning: an older daemon under a newer
    /// unit must still serve.
    private static func passedSockets(_ log: Log) throws(StartFault) -> [Listener] {
        let sockets: [ActivationSocket]
        do throws(Errno) {
            sockets = try Activation.takeSockets()
        } catch {
            throw StartFault(
                .configuration, "cannot take systemd's sockets: \(error.description)")
        }
        var listeners: [Listener] = []
        for socket in sockets {
            guard let kind = SocketKind(rawValue: socket.name) else {
                log.write(
                    .warning,
                    "systemd passed a socket named \"\(socket.name)\", which is closed: "
                        + "the names are lease, ops and keeper")
                continue
            }
            let taken = try listener(of: socket)
            listeners.append(Listener(kind: kind, listener: taken, ownPath: nil))
        }
        return listeners
    }

    private static func listener(of socket: ActivationSocket) throws(StartFault) -> UnixListener {
        let prefix = "the socket \"\(socket.name)\" that systemd passed"
        do throws(Errno) {
            if let listener = try socket.takeListener() { return listener }
        } catch {
            throw StartFault(.configuration, "\(prefix) cannot be used: \(error.description)")
        }
        throw StartFault(.configuration, "\(prefix) is no Unix socket that listens (ListenStream=)")
    }

    private static func ownSockets(
        _ paths: [SocketKind: String]
    ) throws(StartFault) -> [Listener] {
        var listeners: [Listener] = []
        for kind in SocketKind.allCases {
            guard let path = paths[kind] else { continue }
            listeners.append(try listen(kind, at: path))
        }
        return listeners
    }

    private static func listen(_ kind: SocketKind, at path: String) throws(StartFault) -> Listener {
        let address: UnixAddress
        do throws(UnixAddress.Fault) {
            address = try UnixAddress(path: path)
        } catch {
            throw StartFault(.usage, "--listen-\(kind.rawValue) \(path): \(error.description)")
        }
        do throws(ListeningFault) {
            let listener = try UnixListener.listen(at: address)
            return Listener(kind: kind, listener: listener, ownPath: path)
        } catch {
            switch error {
            case .inUse:
                throw StartFault(.temporaryFailure, "another instance answers at \(path)")
            case .notASocket, .system:
                throw StartFault(
                    .cannotCreate, "cannot listen at \(path): \(error.description)")
            }
        }
    }
}
