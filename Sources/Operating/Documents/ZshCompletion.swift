import AccountClient

/// The completion script for zsh.
enum ZshCompletion {
    /// The script.
    static func script() -> String {
        """
        #compdef accountctl
        # zsh completion of accountctl, printed by `accountctl completion zsh`. To install it into a
        # folder of $fpath:
        #   accountctl completion zsh > ~/.zfunc/_accountctl

        # Adds the names that a command of accountctl prints.
        _accountctl_names() {
            local -a names connection
            [[ -z ${opt_args[--socket]} ]] || connection=(--socket ${opt_args[--socket]})
            names=(${(f)"$(accountctl $connection $1 --names 2>/dev/null)"})
            compadd -a names
        }

        _accountctl_commands() {
            local -a commands
        \(groups())
        }

        _accountctl() {
            local curcontext=$curcontext state line
            local -a common
            typeset -A opt_args
            common=(
        \(lines(Command.commonOptions.map(option), 8))
            )
            _arguments -C $common '1:command:_accountctl_commands' '*::word:->words' && return
            [[ $state == words ]] || return
            case $line[1] in
        \(branches())
            esac
        }

        if [[ $funcstack[1] == _accountctl ]]; then
            _accountctl "$@"
        else
            compdef _accountctl accountctl
        fi
        """
    }

    private static func lines(_ lines: [String], _ columns: Int) -> String {
        lines.map { String(repeating: " ", count: columns) + $0 }.joined(separator: "\n")
    }

    private static func groups() -> String {
        Command.groups.map { group in
            let commands = group.commands.map { quoted("\($0.name):\(escaped($0.purpose, ":"))") }
            return """
                    commands=(
                \(lines(commands, 8))
                    )
                    _describe -t \(group.heading.lowercased()) \(quoted(group.heading)) commands
                """
        }.joined(separator: "\n")
    }

    private static func branches() -> String {
        Command.all.map { command in
            let options = command.options.map(option)
            let places = command.places.enumerated().map { index, place in
                quoted("\(index + 1):\(escaped(place, ":")):\(action(place))")
            }
            let specifications = (options + places).map { " \\\n            \($0)" }.joined()
            return """
                    \(command.name))
                        _arguments $common\(specifications)
                        ;;
                """
        }.joined(separator: "\n")
    }

    /// `'*--exclude[purpose]:ACCOUNT:_accountctl_names accounts'`
    private static func option(_ option: Arguments.Option) -> String {
        let purpose = escaped(option.purpose, "[]:")
        guard let value = option.value else { return quoted("\(option.name)[\(purpose)]") }
        return quoted("*\(option.name)=[\(purpose)]:\(value):\(action(value))")
    }

    private static func action(_ placeholder: String) -> String {
        let actions = Candidates.of(placeholder).map { candidates in
            switch candidates {
            case .names(let command): "_accountctl_names \(command)"
            case .words(let words): "compadd \(words.joined(separator: " "))"
            case .files: "_files"
            }
        }
        switch actions.count {
        case 0: return " "
        // Behind a space a call is made as it stands, without options of the shell's own.
        case 1: return " \(actions[0])"
        case _: return "{\(actions.joined(separator: "; "))}"
        }
    }

    private static func escaped(_ text: String, _ special: String) -> String {
        String(text.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "'\\''"))'"
    }
}
