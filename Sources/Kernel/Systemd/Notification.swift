import CLinux
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

    /// What the service does at the moment, in one line for people; unsaid when the one who is
    /// told does not read.
    package static func status(_ text: String) {
        offer(lines(text))
    }

    /// The service is alive; to be said from its own turn. Unsaid when the one who is told does not
    /// read.
    package static func alive() {
        offer(["WATCHDOG=1"])
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

    /// Sends what is of the moment and may be lost. sd_notify waits while the receiver's queue is
    /// full, and with it whoever waits for the service: a manager that has stopped to read would
    /// stop all that it manages.
    private static func offer(_ lines: [String]) {
        guard let path = CurrentProcess.environment("NOTIFY_SOCKET") else { return }
        // A name that is no path is one that only the library knows to use.
        guard path.hasPrefix("/"), let address = try? UnixAddress(path: path) else {
            return send(lines)
        }
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard let opened = try? retrying({ socket(AF_UNIX, type, 0) }) else { return }
        let descriptor = Descriptor(owning: opened)
        let number = descriptor.number
        let text = Array(lines.joined(separator: "\n").utf8)
        do throws(Errno) {
            _ = try unsafe address.withSocketAddress { unsafe connect(number, $0, $1) }
            _ = try unsafe text.withBytes(in: text.indices) { (start, count) in
                unsafe Glibc.send(number, start, count, Int32(MSG_DONTWAIT))
            }
        } catch {
            // Nobody listens, or not at the moment.
        }
    }

    private static func send(_ lines: [String]) {
        _ = unsafe sd_notify(0, lines.joined(separator: "\n"))
    }
}
