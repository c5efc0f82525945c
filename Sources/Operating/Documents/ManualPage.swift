import AccountClient

/// The manual page, in the macros of man(7).
package enum ManualPage {
    /// The text of `accountctl.1`.
    package static func text() -> String {
        let parts: [String] = [
            head, synopsis, description, groups, options, environment, statuses, examples, seeAlso,
        ]
        return parts.joined(separator: "\n")
    }

    private static var head: String {
        """
        .\\" Printed by `accountctl manual`.
        .TH ACCOUNTCTL 1 "" "accountd \(ProgramVersion.text)" "User Commands"
        .SH NAME
        accountctl \\- look at the accounts of accountd, and take them out of rotation and back
        """
    }

    private static let synopsis = """
        .SH SYNOPSIS
        .B accountctl
        .RI [ OPTION ]...
        .I COMMAND
        .RI [ OPTION ]...
        .RI [ WORD ]...
        """

    private static let description = """
        .SH DESCRIPTION
        .B accountctl
        asks the accountd of this host over its socket for operators, and prints what people read;
        with
        .B \\-\\-json
        what programs read, as the daemon said it.
        It shows no secret.
        Of several values of an option the last counts, unless its purpose says otherwise.
        """

    private static var groups: String {
        let sections = Command.groups.map { group in
            ([".SS \(group.heading)"] + group.commands.map(section)).joined(separator: "\n")
        }
        return ([".SH COMMANDS"] + sections).joined(separator: "\n")
    }

    private static func section(_ command: Command) -> String {
        var lines = [".TP", ".BI \"\(escaped(command.name))\"\(arguments(command.words))"]
        lines.append(escaped(command.purpose) + ".")
        if !command.details.isEmpty { lines.append(escaped(command.details)) }
        guard !command.options.isEmpty else { return lines.joined(separator: "\n") }
        return (lines + [".RS", list(command.options), ".RE"]).joined(separator: "\n")
    }

    private static func arguments(_ words: String) -> String {
        words.isEmpty ? "" : " \" \(escaped(words))\""
    }

    private static var options: String {
        ".SH OPTIONS\nThese stand before the command or behind it.\n"
            + list(Command.commonOptions.filter { $0.name.hasPrefix("--") })
    }

    private static func list(_ options: [Arguments.Option]) -> String {
        options.map { option in
            let value = option.value.map { " \" \(escaped($0))\"" } ?? ""
            return ".TP\n.BI \"\(escaped(option.name))\"\(value)\n\(escaped(option.purpose))."
        }.joined(separator: "\n")
    }

    private static let environment = """
        .SH ENVIRONMENT
        .TP
        .B ACCOUNTD_OPS_SOCKET
        The socket for operators, without
        .BR \\-\\-socket ;
        else
        .IR /run/accountd/ops.sock .
        .TP
        .B ACCOUNTD_SOCKET
        The socket for proxies, to which
        .B call
        sends what only proxies ask; else
        .IR /run/accountd/lease.sock .
        .TP
        .B NO_COLOR
        Without colours when it is set and not empty, as on what is no terminal.
        """

    private static var statuses: String {
        let lines = ExitStatus.allCases.map { ".TP\n.B \($0.rawValue)\n\(escaped($0.meaning))." }
        return ".SH EXIT STATUS\n" + lines.joined(separator: "\n")
    }

    private static let questions: [(question: String, commands: [String])] = [
        ("Which account is limited, and until when?", ["accountctl accounts"]),
        (
            "Why was the last Select refused?",
            ["accountctl events --limit 10", "accountctl explain claude claude-sonnet-4-5"]
        ),
        ("Who holds the most leases?", ["accountctl leases"]),
        (
            "How does an account leave rotation, and come back?",
            ["accountctl drain claude-a", "accountctl undrain claude-a"]
        ),
        ("What happens at this moment?", ["accountctl events --follow"]),
    ]

    private static var examples: String {
        let examples = questions.map { question, commands in
            """
            .PP
            \(escaped(question))
            .PP
            .RS 4
            .nf
            \(commands.map(escaped).joined(separator: "\n"))
            .fi
            .RE
            """
        }
        return ".SH EXAMPLES\n" + examples.joined(separator: "\n")
    }

    private static let seeAlso = """
        .SH SEE ALSO
        .BR systemd.socket (5),
        .BR sysexits (3)
        """

    /// A text whose every character stands for itself.
    private static func escaped(_ text: String) -> String {
        let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("\"", with: "\\(dq").replacing("'", with: "\\(aq")
        // A full stop at the beginning of a line would be a request.
        return safe.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") ? "\\&" + $0 : String($0) }.joined(separator: "\n")
    }
}
