import Kernel

/// When a call stops waiting.
package struct Deadline {
    private let end: UInt64?

    /// So long from this moment; `nil` is never.
    package init(in timeout: Duration?) {
        guard let timeout else {
            end = nil
            return
        }
        let (seconds, attoseconds) = timeout.components
        let nanoseconds = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !nanoseconds.overflow else {
            end = nil
            return
        }
        let fraction = UInt64(clamping: attoseconds / 1_000_000_000)
        end = Clock.sinceBoot &+ nanoseconds.partialValue &+ fraction
    }

    /// Nanoseconds that are left; `nil` for ever.
    package var remaining: UInt64? {
        guard let end else { return nil }
        let now = Clock.sinceBoot
        return now < end ? end - now : 0
    }
}
