import AccountClient

/// The completion script for fish.
enum FishCompletion {
    /// The script.
    static func script() -> String {
        """
        # fish completion of accountctl, printed by `accountctl completion fish`. To install it:
        #   accountctl completion fish > ~/.config/fish/completions/accountctl.fish

        # The words before the cursor that are no options, the command's name first.
        function __accountctl_words
            set -l is_value 0
            for token in (commandline -opc)[2..-1]
                if test $is_value = 1
                    set is_value 0
                    continue
                end
                switch $token
                    case \(Command.valuedOptions.map(\.name).joined(separator: " "))
                        set is_value 1
                    case '-*'
                    case '*'
                        echo $token
                end
            end
        end

        # Whether a command has been named and so many words stand before the cursor.
        function __accountctl_at --argument-names command count
            set -l words (__accountctl_words)
            test (count $words) -eq $count; or return 1
            test $count -eq 0; or test $words[1] = $command
        end

        # Whether a command has been named.
        function __accountctl_in --argument-names command
            set -l words (__accountctl_words)
            test (count $words) -gt 0; and test $words[1] = $command
        end

        # The names that a command of accountctl prints.
        function __accountctl_names --argument-names command
            set -l tokens (commandline -opc)
            set -l connection
            if set -l place (contains -i -- --socket $tokens)
                set connection --socket $tokens[(math $place + 1)]
            end
            accountctl $connection $command --names 2>/dev/null
        end

        complete -c accountctl -f
        \(lines().joined(separator: "\n"))
        """
    }

    private static func lines() -> [String] {
        Command.commonOptions.filter { $0.name.hasPrefix("--") }.map { option($0, of: nil) }
            + Command.all.flatMap { command in
                [
                    "complete -c accountctl -n '__accountctl_at \"\" 0' -a \(command.name)"
                        + " -d \(quoted(command.purpose))"
                ]
                    + command.places.enumerated().compactMap { index, place in
                        let candidates = Self.candidates(place)
                        guard !candidates.isEmpty else { return nil }
                        return "complete -c accountctl -n '__accountctl_at \(command.name) "
                            + "\(index + 1)' \(candidates)"
                    }
                    + command.options.map { option($0, of: command) }
            }
    }

    private static func option(_ option: Arguments.Option, of command: Command?) -> String {
        let condition = command.map { "-n '__accountctl_in \($0.name)' " } ?? ""
        let value = option.value.map { placeholder in
            let candidates = Self.candidates(placeholder)
            // A value that is no file is offered without files.
            return candidates == "-F" ? " -r -F" : candidates.isEmpty ? " -x" : " -x \(candidates)"
        }
        return "complete -c accountctl \(condition)-l \(option.name.dropFirst(2))\(value ?? "")"
            + " -d \(quoted(option.purpose))"
    }

    /// The arguments of `complete` for what may stand in a place.
    private static func candidates(_ placeholder: String) -> String {
        let candidates = Candidates.of(placeholder)
        if candidates.contains(.files) { return "-F" }
        let texts = candidates.compactMap { candidates -> String? in
            switch candidates {
            case .names(let command): "(__accountctl_names \(command))"
            case .words(let words): words.joined(separator: " ")
            case .files: nil
            }
        }
        return texts.isEmpty ? "" : "-a \(quoted(texts.joined(separator: " ")))"
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }
}
