import CLinux
import Glibc

/// The host's clocks, in nanoseconds.
package enum Clock {
    /// Time since the host started, suspended time included (CLOCK_BOOTTIME); never goes back.
    package static var sinceBoot: UInt64 { read(CLOCK_BOOTTIME) }

    /// Time since the host started without suspended time (CLOCK_MONOTONIC), as systemd counts.
    package static var monotonic: UInt64 { read(CLOCK_MONOTONIC) }

    /// Time since 1970 in UTC (CLOCK_REALTIME); goes where the administrator sets it.
    package static var sinceEpoch: Int64 { Int64(bitPattern: read(CLOCK_REALTIME)) }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        // Fails only for a clock that the kernel does not know; these are older than Swift.
        guard unsafe clock_gettime(clock, &time) == 0 else { fatalError("a clock is missing") }
        return UInt64(bitPattern: Int64(time.tv_sec &* 1_000_000_000 &+ time.tv_nsec))
    }
}
