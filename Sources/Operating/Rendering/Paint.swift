/// How a word stands out on a terminal.
enum Paint: String {
    case good = "32"
    case busy = "33"
    case bad = "31"
    case faint = "2"
    case heading = "1"

    /// The text between this paint and none.
    func callAsFunction(_ text: String) -> String {
        "\u{1b}[\(rawValue)m\(text)\u{1b}[0m"
    }
}
