import AccountClient
import Operating
import Testing

struct CandidatesTests {
    @Test func `what a placeholder stands for is known by its name`() {
        #expect(Candidates.of("ACCOUNT") == [.names(ofCommand: "accounts")])
        #expect(
            Candidates.of("LEASE|ACCOUNT") == [
                .names(ofCommand: "leases"), .names(ofCommand: "accounts"),
            ])
        #expect(Candidates.of("bash|zsh") == [.words(["bash"]), .words(["zsh"])])
        #expect(Candidates.of("PATH") == [.files])
        #expect(Candidates.of("COMMAND") == [.words(Command.all.map(\.name))])
        #expect(Candidates.of("JSON|-").isEmpty && Candidates.of("MODEL").isEmpty)
    }

    @Test func `a command that is asked for names takes the option for it`() {
        let placeholders = ["ACCOUNT", "LEASE", "PROVIDER"]
        for case .names(let name) in placeholders.flatMap(Candidates.of) {
            let command = Command.all.first { $0.name == name }
            #expect(command?.options.contains { $0.name == "--names" } == true, "\(name)")
        }
    }
}
