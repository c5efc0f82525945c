import Glibc

extension Clock {
    /// How far the host's local time is ahead of UTC at a time, in seconds.
    ///
    /// The time is seconds since 1970; the zone is that of `$TZ` or `/etc/localtime`.
    package static func secondsEastOfUTC(at time: Int64) -> Int {
        var time = time_t(time)
        var parts = unsafe tm()
        guard unsafe localtime_r(&time, &parts) != nil else { return 0 }
        return unsafe parts.tm_gmtoff
    }
}
