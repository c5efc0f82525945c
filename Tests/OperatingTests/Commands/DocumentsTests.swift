import Operating
import Testing

struct DocumentsTests {
    @Test(arguments: ["bash", "zsh", "fish"])
    func `each shell's script names every command, and needs no daemon`(shell: String) {
        let terminal = Terminal()
        #expect(terminal.run(["completion", shell]) == .success)
        #expect(terminal.paths.isEmpty)
        for command in Command.all {
            #expect(terminal.text.contains(command.name), "\(command.name)")
        }
    }

    @Test func `another shell is a wrong command line`() {
        let terminal = Terminal()
        #expect(terminal.run(["completion", "fisch"]) == .usage)
        #expect(terminal.complaints == "accountctl: unknown shell fisch; did you mean fish?\n")
    }

    @Test func `the manual page needs no daemon`() {
        let terminal = Terminal()
        #expect(terminal.run(["manual"]) == .success)
        #expect(terminal.text == ManualPage.text() + "\n")
    }
}
