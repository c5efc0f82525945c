import Hosting
import Kernel
import Testing

struct ProgramTests {
    private func run(_ arguments: String...) throws -> ChildRun.Result {
        var child = try ChildRun.accountd(arguments)
        return try child.finish()
    }

    @Test func `it tells its version and its help`() throws {
        let version = try run("--version")
        #expect(version.ending == .exited(0))
        #expect(version.output == "accountd \(Program.version)\n")
        let help = try run("--help")
        #expect(help.ending == .exited(0))
        #expect(help.output == Options.help)
        #expect(version.errors + help.errors == "")
    }

    @Test func `a wrong command line ends with its own status`() throws {
        let result = try run("--acounts", "x")
        #expect(result.ending == .exited(64))
        #expect(
            result.errors
                == "accountd: unknown option \"--acounts\"; did you mean --accounts?\n")
    }

    @Test func `an inventory is checked without serving it`() throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(
            "good.json", "{\"accounts\":[\(Inventories.account("a", ",\"proxy_url\":\"p\""))]}")
        let checked = try run("--check", "--accounts", good)
        #expect(checked.ending == .exited(0))
        #expect(checked.output == "ok: 1 account (openai 1)\n")
        #expect(
            checked.errors
                == "accountd: warning: this version checks and then does not use: proxy_url\n")
        let bad = try folder.write("bad.json", "{\"accounts\":[\n{\"id\":1}]}")
        let refused = try run("--check", "--accounts", bad)
        #expect(refused.ending == .exited(78))
        #expect(refused.output == "")
        #expect(
            refused.errors.split(separator: "\n").map { $0.replacing(folder.path, with: "DIR") }
                == [
                    "accountd: DIR/bad.json:2: accounts[0].id: must be a string, is a number",
                    "accountd: DIR/bad.json:2: accounts[0].provider: is missing",
                    "accountd: DIR/bad.json:2: accounts[0].credential: is missing",
                ])
    }

    @Test func `what is read from the file is no line's end`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a\nb.json", "[]")
        let result = try run("--check", "--accounts", path)
        #expect(
            result.errors.replacing(folder.path, with: "DIR")
                == "accountd: DIR/a\\u{a}b.json:1: must be an object, is a list\n")
    }
}
