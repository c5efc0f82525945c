package import AccountClient
package import Kernel

/// The command line of account-proxy.
package struct ProxyOptions: Equatable, Sendable {
    /// What the program is asked to do.
    package enum Task: Equatable, Sendable {
        case serve, help, version
    }

    /// What it is asked to do.
    package private(set) var task = Task.serve
    /// Where to listen; `nil` for the service manager's socket.
    package private(set) var address: InternetAddress?
    /// The daemon's socket, if it is given.
    package private(set) var socket: String?
    /// The file of routes.
    package private(set) var routes = ""
    /// The file of keys, if callers are to show one.
    package private(set) var clientKeys: String?

    private static let known: [Arguments.Option] = [
        .init("--listen", "ADDRESS:PORT", purpose: "listen here"),
        .init("--socket", "PATH", purpose: "the daemon's socket"),
        .init("--routes", "FILE", purpose: "where requests go"),
        .init("--client-keys", "FILE", purpose: "the keys that callers must show"),
        .init("--version", purpose: "print the version and end"),
        .init("--help", purpose: "print this and end"),
        .init("-h", purpose: "print this and end"),
    ]

    /// What `--help` prints.
    package static let help = """
        usage: account-proxy [--listen ADDRESS:PORT] [--socket PATH]
                             --routes FILE [--client-keys FILE]
                             [--version] [--help]

        Sends HTTP requests on to AI providers with accounts leased from accountd.

          --listen ADDRESS:PORT  listen here, such as 127.0.0.1:8080; without it
                                 the socket comes from systemd
          --socket PATH          accountd's socket for proxies; without it
                                 $ACCOUNTD_SOCKET, else /run/accountd/lease.sock
          --routes FILE          JSON: {"routes":[{"prefix":"/claude",
                                 "provider":"claude",
                                 "upstream":"https://api.anthropic.com"}]}
          --client-keys FILE     a key in each line; callers must show one. Without
                                 it only this host may connect
          --version              print the version and end
          --help                 print this and end

        The proxy's own pages: GET /-/health /-/ready /-/metrics /-/summary.

        Signals: TERM and INT end it when the requests on their way are answered,
        or after 30 s.
        Exit: 0 ended as told; 64 command line; 70 the kernel refused; 73 the
        address cannot be listened at; 78 routes, keys, or systemd's socket.

        """

    /// Reads a command line without the program's name.
    package init(_ line: [String]) throws(UsageFault) {
        let arguments = try Arguments(line, options: Self.known)
        if arguments.has("--help") || arguments.has("-h") {
            task = .help
            return
        }
        if arguments.has("--version") {
            task = .version
            return
        }
        if let word = arguments.words.first {
            throw UsageFault("unexpected argument\(UsageFault.mention(word)); see --help")
        }
        guard let routes = arguments["--routes"] else {
            throw UsageFault("--routes FILE is missing; see --help")
        }
        self.routes = routes
        socket = arguments["--socket"]
        clientKeys = arguments["--client-keys"]
        guard let text = arguments["--listen"] else { return }
        guard let address = InternetAddress(text) else {
            throw UsageFault(
                "--listen takes an address and a port, such as 127.0.0.1:8080 or [::1]:8080")
        }
        self.address = address
    }
}
