import AccountClient

/// The completion script for bash.
///
/// What the daemon says is compared and never expanded: a name cannot run a command.
enum BashCompletion {
    /// The script.
    static func script() -> String {
        """
        # bash completion of accountctl, printed by `accountctl completion bash`. To install it:
        #   accountctl completion bash > ~/.local/share/bash-completion/completions/accountctl

        # Prints what may stand in a place: names that the daemon knows, files, or words.
        _accountctl_candidates() {
            case $1 in
        \(indented(placeholders(), 4))
            esac
        }

        # The placeholder of an option's value.
        _accountctl_value() {
            case $1 in
        \(indented(values(), 4))
            esac
        }

        # The placeholder of a command's word; of none the commands.
        _accountctl_place() {
            case $1/$2 in
            /0) printf '%s' COMMAND ;;
        \(indented(places(), 4))
            esac
        }

        _accountctl_options() {
            case $1 in
        \(indented(options(), 4))
            esac
        }

        \(function)

        complete -F _accountctl accountctl
        """
    }

    /// What the shell calls: it looks which place of the line the cursor stands in.
    private static let function = """
        _accountctl() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
            local command='' word value
            local -i index place=0
            local -a connection=()
            [[ $current != '=' ]] || current=''
            [[ $previous != '=' ]] || previous=${COMP_WORDS[COMP_CWORD - 2]}
            for ((index = 1; index < COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                value=$(_accountctl_value "$word")
                if [[ -n $value ]]; then
                    [[ ${COMP_WORDS[index + 1]} != '=' ]] || index+=1
                    index+=1
                    [[ $word != --socket ]] || connection=(--socket "${COMP_WORDS[index]}")
                elif [[ $word != -* && -n $command ]]; then
                    place+=1
                elif [[ $word != -* ]]; then
                    command=$word
                fi
            done
            value=$(_accountctl_value "$previous")
            COMPREPLY=()
            while IFS= read -r word; do
                [[ $word != "$current"* ]] || COMPREPLY+=("$word")
            done < <(
                if [[ -n $value ]]; then
                    _accountctl_candidates "$value"
                elif [[ $current == -* ]]; then
                    _accountctl_options "$command"
                else
                    _accountctl_candidates "$(_accountctl_place "$command" "$place")"
                fi
            )
        }
        """

    private static func indented(_ lines: [String], _ columns: Int) -> String {
        lines.map { String(repeating: " ", count: columns) + $0 }.joined(separator: "\n")
    }

    private static func printing(_ words: [String]) -> String {
        "printf '%s\\n' \(words.joined(separator: " "))"
    }

    /// A branch for each placeholder of the help that something is known of.
    private static func placeholders() -> [String] {
        let places = Command.all.flatMap(\.places) + Command.valuedOptions.map(\.value)
        return Set(places + ["COMMAND"]).sorted().compactMap { place -> String? in
            let candidates = Candidates.of(place).map { candidates in
                switch candidates {
                case .names(let command):
                    "accountctl \"${connection[@]}\" \(command) --names 2>/dev/null"
                case .words(let words): printing(words)
                case .files: "compgen -f -- \"$current\""
                }
            }
            guard !candidates.isEmpty else { return nil }
            return "'\(place)') \(candidates.joined(separator: "; ")) ;;"
        }
    }

    private static func values() -> [String] {
        Command.valuedOptions.map { "\($0.name)) printf '%s' '\($0.value)' ;;" }
    }

    private static func places() -> [String] {
        Command.all.flatMap { command in
            command.places.enumerated().map { index, place in
                "\(command.name)/\(index)) printf '%s' '\(place)' ;;"
            }
        }
    }

    private static func options() -> [String] {
        let common = Command.commonOptions.map(\.name).filter { $0.hasPrefix("--") }
        return Command.all.map { command in
            "\(command.name)) \(printing(command.longOptions.map(\.name))) ;;"
        } + ["*) \(printing(common)) ;;"]
    }
}
