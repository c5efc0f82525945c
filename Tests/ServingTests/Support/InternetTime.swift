import Leasing
import Providers

/// Dates as the wire has them.
enum InternetTime {
    static func text(_ time: UnixTime) -> String { InternetDate.format(time) }
}
