import AccountClient

/// The texts of `--help`.
enum Help {
    /// The program's.
    static func program() -> String {
        let width = Command.all.map(\.title.count).max() ?? 0
        let groups = Command.groups.map { group in
            let commands = group.commands.map { ($0.title, $0.purpose) }
            return "\(group.heading):\n\(table(commands, width: width))"
        }
        let statuses = ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning)" }
        return """
            usage: accountctl [--socket PATH] COMMAND [OPTION]... [WORD]...

            \(groups.joined(separator: "\n\n"))

            \(options(Command.commonOptions))

            accountctl COMMAND --help says more.
            exit: \(statuses.joined(separator: ", "))
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

    private static func table(
        _ rows: [(name: String, purpose: String)], width: Int? = nil
    ) -> String {
        let width = width ?? rows.map(\.name.count).max() ?? 0
        return rows.map { row in
            "  \(row.name)\(String(repeating: " ", count: width - row.name.count))  \(row.purpose)"
        }.joined(separator: "\n")
    }
}
