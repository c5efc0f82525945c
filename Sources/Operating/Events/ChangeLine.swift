import AccountClient
import JSON

/// What a watch tells of the pool, a line for each change.
package struct ChangeLine {
    let console: Console
    private var providers: [PoolSummary.Provider] = []

    /// Begins without knowing how the pool stands.
    package init(console: Console) {
        self.console = console
    }

    /// What is new in a message of a watch: each event, then each provider whose numbers changed.
    package mutating func lines(_ params: [UInt8]) throws(CommandFault) -> [String] {
        let message = try JSONValue.answer(params, to: "Watch")
        let events = (message["events"]?.array ?? []).compactMap(PoolEvent.init)
        var lines = events.flatMap(EventLine(console: console).lines)
        guard let snapshot = message["snapshot"] else { return lines }
        let summary = try PoolSummary(snapshot.encoded())
        let time = Wording.time(at: summary.asOf, console)
        for provider in summary.providers where !isKnown(provider) {
            lines.append(line(provider, at: time))
        }
        for gone in providers where !summary.providers.contains(where: { $0.name == gone.name }) {
            lines.append("\(time)  \(Self.padded(gone.name))  has no accounts")
        }
        providers = summary.providers
        return lines
    }

    /// Whether a provider stands as before; the time that passes by itself is no change.
    private func isKnown(_ provider: PoolSummary.Provider) -> Bool {
        providers.contains {
            $0.name == provider.name && $0.total == provider.total
                && $0.available == provider.available && $0.inUse == provider.inUse
                && $0.waiters == provider.waiters && $0.blocked == provider.blocked
        }
    }

    private func line(_ provider: PoolSummary.Provider, at time: String) -> String {
        var parts = [
            "\(provider.available) of \(Wording.count(provider.total, "account")) available",
            "\(provider.inUse) in use",
        ]
        if provider.waiters > 0 { parts.append("\(provider.waiters) waiting") }
        if !provider.blocked.isEmpty {
            parts.append(PoolSummary.Blocked.sentence(provider.blocked))
        }
        if provider.available == 0, let next = provider.nextAvailable {
            parts.append("next \(Wording.moment(in: next, console))")
        }
        let text = VisibleText.of(parts.joined(separator: ", "))
        let isEmpty = provider.available == 0 && console.isColoured
        return "\(time)  \(Self.padded(provider.name))  \(isEmpty ? Paint.bad(text) : text)"
    }

    private static func padded(_ name: String) -> String {
        DisplayWidth.pad(VisibleText.of(name), to: 14)
    }
}
