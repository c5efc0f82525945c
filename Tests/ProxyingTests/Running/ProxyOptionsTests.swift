import AccountClient
import Kernel
import Proxying
import Testing

struct ProxyOptionsTests {
    @Test func `a whole command line is read`() throws {
        let options = try ProxyOptions([
            "--listen", "[::1]:80", "--socket=/s", "--routes", "r.json", "--client-keys", "k",
        ])
        #expect(options.task == .serve)
        #expect(options.address == InternetAddress("[::1]:80"))
        #expect(options.socket == "/s")
        #expect(options.routes == "r.json")
        #expect(options.clientKeys == "k")
        #expect(try ProxyOptions(["--routes", "r"]).address == nil)
        #expect(try ProxyOptions(["--help"]).task == .help)
        #expect(try ProxyOptions(["--version"]).task == .version)
    }

    @Test(arguments: [
        [], ["--listen", "localhost"], ["--routes", "r", "--listen", "example.com:80"],
        ["--routes", "r", "word"], ["--rutes", "r"], ["--routes"],
    ])
    func `what is no command line of this program is refused`(line: [String]) {
        #expect(throws: UsageFault.self) { try ProxyOptions(line) }
    }

    @Test func `what stands alone may be a secret, and is not repeated`() {
        let key = "sk-proj-0Abc1Def2Ghi3Jkl4Mno"
        #expect(throws: UsageFault("unexpected argument; see --help")) {
            try ProxyOptions(["--routes", "r", key])
        }
        #expect(throws: UsageFault("unexpected argument word; see --help")) {
            try ProxyOptions(["--routes", "r", "word"])
        }
    }

    @Test func `the help names every option`() {
        for name in ["--listen", "--socket", "--routes", "--client-keys", "--version", "--help"] {
            #expect(ProxyOptions.help.contains("  \(name)"))
        }
        #expect(ProxyOptions.help.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
    }
}
