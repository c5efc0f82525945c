package import AccountClient

/// One of accountctl's commands; each is made in a file of its own.
package struct Command: Sendable {
    /// Its name on the command line.
    package let name: String
    /// The words that it takes, for the help, such as `METHOD [JSON]`.
    package let words: String
    /// How many words it takes.
    package let wordCount: ClosedRange<Int>
    /// What it does, for the list of commands.
    package let purpose: String
    /// Its options, besides those of all commands.
    package let options: [Arguments.Option]
    /// More about it, for its own help.
    package let details: String
    /// Does it.
    package let run: @Sendable (Arguments, Console) throws(CommandFault) -> Void

    /// Its name and its words, as the list of commands shows them.
    package var title: String { words.isEmpty ? name : "\(name) \(words)" }

    /// Describes a command.
    init(
        _ name: String, words: String = "", wordCount: ClosedRange<Int> = 0...0, purpose: String,
        options: [Arguments.Option] = [], details: String = "",
        run: @escaping @Sendable (Arguments, Console) throws(CommandFault) -> Void
    ) {
        self.name = name
        self.words = words
        self.wordCount = wordCount
        self.purpose = purpose
        self.options = options
        self.details = details
        self.run = run
    }

    /// Commands that belong together.
    package struct Group: Sendable {
        /// What they are for, as a heading.
        package let heading: String
        /// The commands, in the order of the help.
        package let commands: [Command]
    }

    /// All commands, in the order of the help.
    package static let groups = [
        Group(
            heading: "Look",
            commands: [
                summary, top, accounts, leases, events, explain, watch, metrics, health, classify,
            ]),
        Group(
            heading: "Change",
            commands: [enable, disable, drain, undrain, clear, refresh, revoke, reload]),
        Group(heading: "Raw", commands: [call, completion, manual, help]),
    ]

    /// All commands, whatever they are for.
    package static let all = groups.flatMap(\.commands)

    /// The command of a name.
    static func named(_ name: String) throws(CommandFault) -> Command {
        if let command = all.first(where: { $0.name == name }) { return command }
        throw .usage(UsageFault(unknown: "command", name, among: all.map(\.name)).message)
    }

    /// Prints the daemon's answer instead of what people read.
    static let json = Arguments.Option("--json", purpose: "print the daemon's answer as it came")

    /// The options that every command takes.
    package static let commonOptions = [
        Arguments.Option(
            "--socket", "PATH", purpose: "the daemon's socket; else $ACCOUNTD_OPS_SOCKET"),
        Arguments.Option("--version", purpose: "print the version and end"),
        Arguments.Option("--help", purpose: "print this help, or a command's, and end"),
        Arguments.Option("-h", purpose: "the same"),
    ]
}
