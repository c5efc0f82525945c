import AccountClient
import Operating
import Testing

@Suite(.enabled(if: Shell.path(of: "bash") != nil))
struct BashCompletionTests {
    /// What bash offers for the last of these words, with an accountctl that knows two names.
    private func completed(_ words: String...) throws -> [String] {
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            \(Shell.completion("bash"))
            accountctl() {
                [[ $* != '--socket /s accounts --names' ]] || echo other
                [[ $* != 'accounts --names' ]] || printf '%s\\n' claude-a claude-b '$(echo openai)'
                [[ $* != 'leases --names' ]] || echo cLease
                [[ $* != 'summary --names' ]] || echo claude
            }
            COMP_WORDS=(accountctl \(line)) COMP_CWORD=\(words.count)
            _accountctl
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        return try Shell.run("bash", ["--norc", "-s"], input: script)
            .split(separator: "\n").map(String.init)
    }

    @Test func `bash reads the script`() throws {
        #expect(try Shell.run("bash", ["-n"], input: Shell.completion("bash")).isEmpty)
    }

    @Test func `a command is completed by its beginning`() throws {
        #expect(try completed("dr") == ["drain"])
        #expect(try completed("") == Command.all.map(\.name))
    }

    @Test func `the names are those that the daemon knows, and none is run as a command`() throws {
        #expect(try completed("drain", "") == ["claude-a", "claude-b", "$(echo openai)"])
        #expect(try completed("drain", "claude-b") == ["claude-b"])
        #expect(try completed("revoke", "c") == ["cLease", "claude-a", "claude-b"])
        #expect(try completed("explain", "") == ["claude"])
        #expect(try completed("completion", "") == ["bash", "zsh", "fish"])
    }

    @Test func `words are counted without options and their values`() throws {
        #expect(try completed("explain", "--session", "s", "--json", "c") == ["claude"])
        #expect(try completed("drain", "a", "") == [])
        #expect(try completed("--socket", "/s", "drain", "") == ["other"])
        #expect(try completed("--socket", "=", "/s", "drain", "") == ["other"])
    }

    @Test func `an option is completed, and its value`() throws {
        #expect(try completed("events", "--f") == ["--follow"])
        #expect(try completed("events", "--account", "claude-b") == ["claude-b"])
        #expect(try completed("events", "--account", "=", "claude-a") == ["claude-a"])
        #expect(try completed("events", "--account", "=").count == 3)
        #expect(try completed("--ver") == ["--version"])
        #expect(try completed("events", "--limit", "") == [])
    }
}
