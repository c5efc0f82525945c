import AccountClient

/// The texts of `--help`.
enum Help {
    /// The program's.
    static func program() -> String {
        let commands = Command.all.map { ($0.name, $0.purpose) }
        return """
            usage: accountctl [--socket PATH] COMMAND [OPTION]... [WORD]...

            \(table(commands))

            \(options(Command.commonOptions))

            accountctl COMMAND --help says more.
            exit: 0 done, 1 refused, 64 usage, 69 no daemon, 76 protocol, 77 not permitted
            """
    }

    /// A command's own.
    static func of(_ command: Command) -> String {
        let words = command.words.isEmpty ? "" : " \(command.words)"
        var parts = [
            "usage: accountctl \(command.name) [OPTION]...\(words)", command.purpose + ".",
        ]
        if !command.details.isEmpty { parts.append(command.details) }
        parts.append(options(command.options + Command.commonOptions))
        return parts.joined(separator: "\n\n")
    }

    private static func options(_ options: [Arguments.Option]) -> String {
        let shown = options.filter { $0.name.hasPrefix("--") }
        return table(
            shown.map { option in
                (option.value.map { "\(option.name) \($0)" } ?? option.name, option.purpose)
            })
    }

    private static func table(_ rows: [(name: String, purpose: String)]) -> String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { row in
            "  \(row.name)\(String(repeating: " ", count: width - row.name.count))  \(row.purpose)"
        }.joined(separator: "\n")
    }
}
