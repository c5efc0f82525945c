import AccountClient
import Wire

/// What may stand at a place of a command line.
package enum Candidates: Equatable, Sendable {
    /// The names that a command prints with `--names`.
    case names(ofCommand: String)
    /// These words.
    case words([String])
    /// The names of files.
    case files

    /// What a placeholder of the help stands for, such as `LEASE|ACCOUNT`; nothing when nobody
    /// can know.
    package static func of(_ placeholder: String) -> [Candidates] {
        placeholder.split(separator: "|").compactMap { name in
            switch name {
            case "ACCOUNT": .names(ofCommand: "accounts")
            case "LEASE": .names(ofCommand: "leases")
            case "PROVIDER": .names(ofCommand: "summary")
            case "METHOD": .words(Method.allCases.map(\.rawValue))
            case "PATH": .files
            case "COMMAND": .words(Command.all.map(\.name))
            case _ where name.first?.isLowercase == true: .words([String(name)])
            case _: nil
            }
        }
    }
}

extension Command {
    /// The placeholders of its words, one for each place: `ACCOUNT [MODEL]` has two.
    var places: [String] {
        words.filter { $0 != "[" && $0 != "]" }.replacing(" | ", with: "|")
            .split(separator: " ").map(String.init)
    }

    /// The options that may stand behind its name, those of one letter left out.
    var longOptions: [Arguments.Option] {
        (options + Self.commonOptions).filter { $0.name.hasPrefix("--") }
    }

    /// The options of all commands that take a value, each once, in the order of their names.
    static var valuedOptions: [(name: String, value: String)] {
        var found: [String: String] = [:]
        for option in all.flatMap(\.longOptions) {
            if let value = option.value { found[option.name] = value }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
