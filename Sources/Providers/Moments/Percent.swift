/// Shares of a quota, as upstreams write them.
enum Percent {
    /// Above this a share is a mistake, not an overdraft.
    private static let limit = 1000.0

    /// A used share in percent; `nil` for what is none, so that the window is dropped rather than
    /// taken for empty.
    static func used(_ text: String) -> Double? {
        Decimal.number(text).flatMap(check)
    }

    /// A used share as a fraction: `0.42` is 42 percent.
    static func used(fraction text: String) -> Double? {
        Decimal.number(text).flatMap { check($0 * 100) }
    }

    /// A number that is a used share in percent.
    static func check(_ percent: Double?) -> Double? {
        guard let percent, percent >= 0, percent <= limit else { return nil }
        return percent
    }
}
