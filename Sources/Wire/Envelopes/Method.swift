import JSON

/// A method of the protocol; the raw value is its name on the wire.
package enum Method: String, CaseIterable, Sendable {
    case hello = "Hello"
    case select = "Select"
    case markResult = "MarkResult"
    case renew = "Renew"
    case release = "Release"
    case summary = "Summary"
    case explain = "Explain"
    case watch = "Watch"
    case accounts = "Accounts"
    case setAccount = "SetAccount"
    case clearBlocks = "ClearBlocks"
    case refresh = "Refresh"
    case leases = "Leases"
    case revokeLease = "RevokeLease"
    case events = "Events"
    case metrics = "Metrics"
    case reload = "Reload"
    case drain = "Drain"
    case resume = "Resume"
    case health = "Health"
    case discover = "rpc.discover"

    /// The methods' names in the order of `allCases`.
    static let names = JSONNames(allCases.map(\.rawValue))
    static let all = allCases

    /// Its place among all, under which it is counted. Select and MarkResult are found soon.
    package var place: Int { Self.all.firstIndex(of: self) ?? 0 }

    /// Whether it is still answered while the daemon ends: it asks for nothing new.
    package var isAnsweredWhileDraining: Bool {
        switch self {
        case .hello, .health, .markResult, .release, .discover: true
        case .select, .renew, .summary, .explain, .watch, .accounts, .setAccount, .clearBlocks,
            .refresh, .leases, .revokeLease, .events, .metrics, .reload, .drain, .resume:
            false
        }
    }

    /// Whether it is served on a socket.
    package func isServed(on socket: SocketKind) -> Bool {
        switch self {
        case .hello, .health: true
        case .select, .markResult, .renew, .release: socket == .lease
        case .summary, .explain, .watch, .discover: socket != .keeper
        case .accounts, .setAccount, .clearBlocks, .refresh, .leases, .revokeLease, .events,
            .metrics, .reload, .drain, .resume:
            socket == .ops
        }
    }
}

/// The daemon's sockets; the raw value is the name under which systemd passes one.
package enum SocketKind: String, CaseIterable, Sendable {
    /// For proxies.
    case lease
    /// For operators.
    case ops
    /// For the one program that fetches credentials.
    case keeper
}
