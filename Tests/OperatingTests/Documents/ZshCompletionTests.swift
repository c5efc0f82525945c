import Operating
import Testing

struct ZshCompletionTests {
    @Test(.enabled(if: Shell.path(of: "zsh") != nil))
    func `zsh reads the script`() throws {
        #expect(try Shell.run("zsh", ["-n"], input: Shell.completion("zsh")).isEmpty)
    }

    @Test func `quotes, colons and brackets of a purpose end no argument`() {
        let script = Shell.completion("zsh")
        #expect(script.hasPrefix("#compdef accountctl\n"))
        #expect(script.contains("'*--provider=[this provider'\\''s accounts alone]:PROVIDER:"))
        #expect(script.contains("'accounts:List the accounts\\: what limits each, until when'"))
    }

    @Test func `each word is completed by what it stands for`() {
        let script = Shell.completion("zsh")
        #expect(script.contains("'1:ACCOUNT: _accountctl_names accounts'"))
        #expect(
            script.contains(
                "'1:LEASE|ACCOUNT:{_accountctl_names leases; _accountctl_names accounts}'"))
        #expect(script.contains("'1:bash|zsh|fish:{compadd bash; compadd zsh; compadd fish}'"))
    }
}
