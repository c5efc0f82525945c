import AccountClient

extension Command {
    /// `completion`: a shell completes the commands, their options, and the accounts.
    static let completion = Command(
        "completion", words: "bash|zsh|fish", wordCount: 1...1,
        purpose: "Print the completion script of a shell",
        details: """
            The script asks accountctl for the names of accounts, providers and leases as they are
            completed. Its first lines say where it belongs.
            """
    ) { (arguments, console) throws(CommandFault) in
        switch arguments.word {
        case "bash": try console.print(BashCompletion.script())
        case "zsh": try console.print(ZshCompletion.script())
        case "fish": try console.print(FishCompletion.script())
        case let shell:
            throw .usage(
                UsageFault(unknown: "shell", shell, among: ["bash", "zsh", "fish"]).message)
        }
    }

    /// `help`: what `--help` prints.
    static let help = Command(
        "help", words: "[COMMAND]", wordCount: 0...1, purpose: "Print the help, or a command's"
    ) { (arguments, console) throws(CommandFault) in
        guard let name = arguments.words.dropFirst().first else {
            return try console.print(Help.program())
        }
        try console.print(Help.of(Command.named(name)))
    }

    /// `manual`: the manual page.
    static let manual = Command(
        "manual", purpose: "Print the manual page",
        details: "In the macros of man(7): accountctl manual | man -l -"
    ) { (_, console) throws(CommandFault) in
        try console.print(ManualPage.text())
    }
}
