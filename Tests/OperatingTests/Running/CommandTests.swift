import AccountClient
import Operating
import Testing

struct CommandTests {
    @Test func `no two commands have one name, and each is in one group`() {
        #expect(Set(Command.all.map(\.name)).count == Command.all.count)
        #expect(Command.groups.map(\.heading) == ["Look", "Change", "Raw"])
        #expect(Command.groups.flatMap(\.commands).map(\.name) == Command.all.map(\.name))
    }

    @Test func `a title is the name and what it takes`() {
        let titles = Set(Command.all.map(\.title))
        #expect(titles.isSuperset(of: ["reload", "drain ACCOUNT", "clear ACCOUNT [MODEL]"]))
    }

    @Test func `whatever asks the daemon prints its answer for programs too`() {
        let others: Set = ["call", "classify", "completion", "help", "manual", "top"]
        for command in Command.all where !others.contains(command.name) {
            #expect(command.options.contains { $0.name == "--json" }, "\(command.name)")
        }
    }

    @Test func `an option takes the same value in all commands`() {
        var values: [String: String?] = [:]
        for option in Command.all.flatMap(\.options) + Command.commonOptions {
            if let known = values[option.name] { #expect(known == option.value, "\(option.name)") }
            values[option.name] = option.value
        }
    }
}
