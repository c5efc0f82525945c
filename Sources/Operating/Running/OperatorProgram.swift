import AccountClient
import Wire

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
        var arguments = try parse(line, Command.commonOptions, untilWord: true, Self.misplaced)
        guard let name = arguments.words.first else {
            if arguments.has("--version") { return try console.print(version) }
            if isHelpWanted(arguments) { return try console.print(Help.program()) }
            throw .usage("a command is missing; see accountctl --help")
        }
        let command = try Command.named(name)
        let rest = try parse(arguments.rest, Command.commonOptions + command.options)
        arguments.add(rest)
        if arguments.has("--version") { return try console.print(version) }
        if isHelpWanted(arguments) { return try console.print(Help.of(command)) }
        guard command.wordCount.contains(rest.words.count) else {
            let words = command.words.isEmpty ? "no words" : command.words
            throw .usage("\(name) takes \(words); see accountctl \(name) --help")
        }
        do throws(CommandFault) {
            try command.run(arguments, console)
        } catch {
            throw explained(error, command, arguments, console)
        }
    }

    /// A refusal with what the command line tells about it.
    private static func explained(
        _ fault: CommandFault, _ command: Command, _ arguments: Arguments, _ console: Console
    ) -> CommandFault {
        if let unknown = UnknownName(fault, of: command, arguments) {
            return .refused(unknown.sentence(console, arguments))
        }
        guard case .connection(.refused(let refusal)) = fault,
            refusal.known == .methodNotOnThisSocket,
            let sentence = wrongSocket(command, arguments, console)
        else { return fault }
        return .refused(sentence)
    }

    /// Says of the socket that was asked what it is not, and which one is needed; nothing where
    /// that is not known, as of a method of a later version.
    private static func wrongSocket(
        _ command: Command, _ arguments: Arguments, _ console: Console
    ) -> String? {
        var (socket, asker) = (SocketKind.ops, command.name)
        if command.name == Command.call.name {
            guard let method = arguments.words.dropFirst().first, Method(rawValue: method) != nil
            else { return nil }
            (socket, asker) = (MethodCall.socket(of: method), method)
        }
        let path = SocketPath.of(
            socket, option: arguments["--socket"], environment: console.environment)
        let name = socket == .ops ? "operators'" : socket.rawValue
        return VisibleText.of(
            "\(path) is not the \(name) socket; \(asker) needs \(socket.rawValue).sock")
    }

    /// Where an option belongs that stands before the command though some commands alone have it.
    private static func misplaced(_ line: [String]) -> String? {
        let given = line.filter { $0.hasPrefix("-") }.compactMap { $0.split(separator: "=").first }
        let known = Set(Command.all.flatMap(\.options).map(\.name))
        let common = Set(Command.commonOptions.map(\.name))
        guard let option = given.map(String.init).first(where: { !common.contains($0) }),
            known.contains(option)
        else { return nil }
        return "\(option) stands behind the command: accountctl COMMAND \(option)"
    }

    private static var version: String { "accountctl \(ProgramVersion.text)" }

    private static func isHelpWanted(_ arguments: Arguments) -> Bool {
        arguments.has("--help") || arguments.has("-h")
    }

    private static func parse(
        _ line: [String], _ options: [Arguments.Option], untilWord: Bool = false,
        _ remark: ([String]) -> String? = { _ in nil }
    ) throws(CommandFault) -> Arguments {
        do throws(UsageFault) {
            return try Arguments(line, options: options, untilWord: untilWord)
        } catch {
            throw .usage(remark(line) ?? error.message)
        }
    }
}
