import Operating
import Testing

struct FishCompletionTests {
    @Test(.enabled(if: Shell.path(of: "fish") != nil))
    func `fish reads the script`() throws {
        #expect(
            try Shell.run("fish", ["-n", "/dev/stdin"], input: Shell.completion("fish")).isEmpty)
    }

    @Test func `each command stands in the first place, each name in its own`() {
        let script = Shell.completion("fish")
        for command in Command.all {
            #expect(script.contains("-n '__accountctl_at \"\" 0' -a \(command.name) -d '"))
        }
        #expect(
            script.contains(
                "-n '__accountctl_at drain 1' -a '(__accountctl_names accounts)'\n"))
        #expect(
            script.contains(
                "-n '__accountctl_at revoke 1' "
                    + "-a '(__accountctl_names leases) (__accountctl_names accounts)'\n"))
    }

    @Test func `a quote of a purpose ends no argument`() {
        #expect(
            Shell.completion("fish").contains(
                "-n '__accountctl_in accounts' -l provider -x -a '(__accountctl_names summary)' "
                    + "-d 'this provider\\'s accounts alone'\n"))
    }
}
