import AccountClient

/// The whole of accountctl, given what it was started with.
package enum OperatorProgram {
    /// Runs one command line without the program's name, and answers how the program ends.
    package static func run(_ line: [String], _ console: Console) -> ExitStatus {
        do throws(CommandFault) {
            try perform(line, console)
            return .success
        } catch {
            for problem in error.problems { console.complain(problem + "\n") }
            if let message = error.message { console.complain("accountctl: \(message)\n") }
            return error.status
        }
    }

    private static func perform(_ line: [String], _ console: Console) throws(CommandFault) {
        var arguments = try parse(line, Command.commonOptions, untilWord: true)
        guard let name = arguments.words.first else {
            if arguments.has("--version") { return try console.print(version) }
            if isHelpWanted(arguments) { return try console.print(Help.program()) }
            throw .usage("a command is missing; see accountctl --help")
        }
        guard let command = Command.all.first(where: { $0.name == name }) else {
            throw .usage(
                UsageFault(unknown: "command", name, among: Command.all.map(\.name)).message)
        }
        let rest = try parse(arguments.rest, Command.commonOptions + command.options)
        arguments.add(rest)
        if arguments.has("--version") { return try console.print(version) }
        if isHelpWanted(arguments) { return try console.print(Help.of(command)) }
        guard command.wordCount.contains(rest.words.count) else {
            let words = command.words.isEmpty ? "no words" : command.words
            throw .usage("\(name) takes \(words); see accountctl \(name) --help")
        }
        try command.run(arguments, console)
    }

    private static var version: String { "accountctl \(ProgramVersion.text)" }

    private static func isHelpWanted(_ arguments: Arguments) -> Bool {
        arguments.has("--help") || arguments.has("-h")
    }

    private static func parse(
        _ line: [String], _ options: [Arguments.Option], untilWord: Bool = false
    ) throws(CommandFault) -> Arguments {
        do throws(UsageFault) {
            return try Arguments(line, options: options, untilWord: untilWord)
        } catch {
            throw .usage(error.message)
        }
    }
}
