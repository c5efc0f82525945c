import Operating
import Testing

struct HelpTests {
    @Test func `every command and every common option is in the help`() {
        let terminal = Terminal()
        #expect(terminal.run(["--help"]) == .success)
        for command in Command.all {
            #expect(terminal.text.contains("\n  \(command.name) "))
        }
        for group in Command.groups { #expect(terminal.text.contains("\n\(group.heading):\n")) }
        #expect(terminal.text.contains("\n  --socket PATH  "))
        #expect(
            terminal.text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(terminal.text)")
        #expect(!terminal.text.contains("\n  -h "))
        let word = Terminal()
        #expect(word.run(["help"]) == .success)
        #expect(word.text == terminal.text)
    }

    @Test(arguments: Command.all.map(\.name))
    func `each command has a help of its own that fits a terminal`(name: String) {
        let terminal = Terminal()
        #expect(terminal.run([name, "--help"]) == .success)
        #expect(terminal.text.hasPrefix("usage: accountctl \(name) [OPTION]..."))
        #expect(terminal.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
        let word = Terminal()
        #expect(word.run(["help", name]) == .success)
        #expect(word.text == terminal.text)
        let short = Terminal()
        #expect(short.run(["-h", name]) == .success)
        #expect(short.text == terminal.text)
    }
}
