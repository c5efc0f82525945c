import Kernel
import Wire

/// Where the daemon's sockets come from: systemd, or paths on the command line, never both.
enum Sockets {
    /// The sockets to serve, the one for proxies among them.
    static func open(_ options: Options, log: Log) throws(StartFault) -> [Listener] {
        let passed = try passedSockets(log)
        guard options.listens.isEmpty else {
            guard passed.isEmpty else {
                throw StartFault(
                    .configuration,
                    "sockets came from systemd and --listen-* was given; use one of the two")
            }
            return try ownSockets(options.listens)
        }
        guard passed.contains(where: { $0.name == SocketKind.lease.rawValue }) else {
            throw StartFault(
                .configuration,
                [
                    "no socket named \"lease\": systemd passed "
                        + (passed.isEmpty ? "none" : passed.map(\.name).joined(separator: ", ")),
                    "start accountd from its socket unit (FileDescriptorName=lease), "
                        + "or give --listen-lease PATH",
                ])
        }
        return passed
    }

    /// A socket of a name that nobody knows is closed with a warning: an older daemon under a newer
    /// unit must still serve.
    private static func passedSockets(_ log: Log) throws(StartFault) -> [Listener] {
        var listeners: [Listener] = []
        do throws(Errno) {
            for socket in try Activation.takeSockets() {
                guard SocketKind(rawValue: socket.name) != nil else {
                    log.write(.warning, "systemd passed a socket named \"\(socket.name)\", closed")
                    continue
                }
                guard let listener = try socket.takeListener() else {
                    throw Errno.wrongProtocolType
                }
                listeners.append(
                    Listener(name: socket.name, listener: listener, ownPath: nil))
            }
        } catch {
            throw StartFault(
                .configuration,
                "systemd passed a socket that is no listening Unix stream socket: "
                    + error.description)
        }
        return listeners
    }

    private static func ownSockets(
        _ paths: [SocketKind: String]
    ) throws(StartFault) -> [Listener] {
        guard paths[.lease] != nil else {
            throw StartFault(.usage, "--listen-ops and --listen-keeper need --listen-lease")
        }
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
            return Listener(name: kind.rawValue, listener: listener, ownPath: path)
        } catch {
            let status: ExitStatus = error == .inUse ? .temporaryFailure : .cannotCreate
            let line =
                error == .inUse
                ? "another instance answers at \(path)"
                : "cannot listen at \(path): \(error.description)"
            throw StartFault(status, line)
        }
    }
}
