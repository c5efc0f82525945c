import Kernel

/// Where the proxy's socket comes from: systemd, or an address on the command line, never both.
enum ProxyListener {
    /// The socket to serve.
    static func open(_ options: ProxyOptions) throws(StartFault) -> StreamListener {
        let passed = try passed()
        guard let address = options.address else {
            guard let passed else {
                throw StartFault(
                    .usage,
                    ["give --listen ADDRESS:PORT, or start account-proxy from its socket unit"])
            }
            return try listener(of: passed)
        }
        guard passed == nil else {
            throw StartFault(
                .configuration,
                ["a socket came from systemd and --listen was given; use one of the two"])
        }
        do throws(Errno) {
            return try StreamListener.listen(at: address)
        } catch {
            throw StartFault(
                .cannotCreate, ["cannot listen at \(address): \(error.description)"])
        }
    }

    private static func passed() throws(StartFault) -> ActivationSocket? {
        let sockets: [ActivationSocket]
        do throws(Errno) {
            sockets = try Activation.takeSockets()
        } catch {
            throw StartFault(
                .configuration, ["cannot take systemd's socket: \(error.description)"])
        }
        guard sockets.count < 2 else {
            throw StartFault(
                .configuration, ["systemd passed \(sockets.count) sockets; one is served"])
        }
        return sockets.first
    }

    private static func listener(of socket: ActivationSocket) throws(StartFault) -> StreamListener {
        do throws(Errno) {
            if let listener = try socket.takeStreamListener() { return listener }
        } catch {
            throw StartFault(
                .configuration, ["systemd's socket cannot be used: \(error.description)"])
        }
        throw StartFault(.configuration, ["systemd's socket does not listen for streams"])
    }
}
