import CSystemd
import Glibc

/// What the process tells the one who started it (sd_notify(3)); nothing happens where nobody
/// listens.
package enum Notification {
    /// The service answers.
    package static func ready(status: String? = nil) {
        send(["READY=1"] + lines(status))
    }

    /// The service reads its configuration again; `ready` follows.
    package static func reloading() {
        send(["RELOADING=1", "MONOTONIC_USEC=\(Clock.monotonic / 1_000)"])
    }

    /// The service ends.
    package static func stopping() {
        send(["STOPPING=1"])
    }

    /// What the service does at the moment, in one line for people.
    package static func status(_ text: String) {
        send(lines(text))
    }

    /// The service is alive; to be said from its own turn.
    package static func alive() {
        send(["WATCHDOG=1"])
    }

    /// How often `alive` is expected, in nanoseconds: systemd advises to say it twice as often.
    /// Nothing when nobody watches.
    package static func watchdogInterval() -> UInt64? {
        var microseconds: UInt64 = 0
        guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return microseconds * 1_000
    }

    private static func lines(_ status: String?) -> [String] {
        // A line's end would let the text say something else.
        status.map { ["STATUS=" + String($0.map { $0.isNewline ? " " : $0 })] } ?? []
    }

    private static func send(_ lines: [String]) {
        _ = unsafe sd_notify(0, lines.joined(separator: "\n"))
    }
}
