/// How a word stands out on a terminal.
package enum Paint: String {
    /// All is well.
    case good = "32"
    /// It passes by itself.
    case busy = "33"
    /// Somebody has to look.
    case bad = "31"
    /// It can be overlooked.
    case faint = "2"
    /// It says what stands below.
    case heading = "1"
    /// The keys work on it.
    case chosen = "7"

    /// The text between this paint and none.
    package func callAsFunction(_ text: String) -> String {
        "\u{1b}[\(rawValue)m\(text)\u{1b}[0m"
    }
}
