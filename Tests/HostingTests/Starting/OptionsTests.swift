import Hosting
import Seeding
import Testing
import Wire

struct OptionsTests {
    private func fault(_ arguments: String...) throws -> StartFault {
        try #require(throws: StartFault.self) { try Options(arguments) }
    }

    @Test func `nothing said is to serve`() throws {
        let options = try Options([])
        #expect(options.task == .serve)
        #expect(options.accounts.isEmpty && options.listens.isEmpty)
        #expect(options.state == nil && options.runtime == nil)
        #expect(options.logLevel == .notice)
    }

    @Test(arguments: [false, true])
    func `every option is read, its value behind a blank or an equals sign`(isInline: Bool) throws {
        let values = [
            ("--accounts", "a"), ("--accounts", "b"), ("--listen-lease", "l"),
            ("--listen-ops", "o"), ("--listen-keeper", "k"), ("--state", "s"),
            ("--runtime", "r"), ("--log-level", "debug"),
        ]
        let options = try Options(
            values.flatMap { isInline ? ["\($0)=\($1)"] : [$0, $1] })
        #expect(options.accounts == ["a", "b"])
        #expect(options.listens == [.lease: "l", .ops: "o", .keeper: "k"])
        #expect(options.state == "s")
        #expect(options.runtime == "r")
        #expect(options.logLevel == .debug)
    }

    @Test(arguments: [
        ("--check", Options.Task.check), ("--demo", .demo), ("--version", .version),
        ("--help", .help), ("-h", .help),
    ])
    func `a task is one word`(word: String, task: Options.Task) throws {
        #expect(try Options([word]).task == task)
        #expect(try fault(word + "=1") == StartFault(.usage, "\(word) takes no value"))
    }

    @Test func `two tasks exclude each other`() throws {
        #expect(
            try fault("--check", "--demo")
                == StartFault(.usage, "--check and --demo exclude each other"))
        #expect(try Options(["--check", "--check"]).task == .check)
    }

    @Test(arguments: Log.Level.allCases)
    func `each level of the log has its name`(level: Log.Level) throws {
        #expect(try Options(["--log-level", level.name]).logLevel == level)
    }

    @Test func `another level is refused with the nearest`() throws {
        #expect(
            try fault("--log-level", "warn")
                == StartFault(
                    .usage, "--log-level takes one of error, warning, notice, info, debug"))
        #expect(
            try fault("--log-level", "Debug")
                == StartFault(
                    .usage,
                    "--log-level takes one of error, warning, notice, info, debug; "
                        + "did you mean \"debug\"?"))
    }

    @Test(arguments: [
        ("--acounts", "unknown option \"--acounts\"; did you mean --accounts?"),
        ("--listen", "unknown option \"--listen\"; see accountd --help"),
        ("-x", "unknown option \"-x\"; see accountd --help"),
        ("serve", "unexpected argument \"serve\"; see accountd --help"),
        ("sk-0123456789abcdef", "unexpected argument; see accountd --help"),
    ])
    func `what is unknown is refused with the nearest`(word: String, line: String) throws {
        #expect(try fault(word) == StartFault(.usage, line))
    }

    @Test(arguments: ["--accounts", "--state", "--log-level", "--listen-ops"])
    func `an option without its value is refused`(name: String) throws {
        #expect(try fault(name) == StartFault(.usage, "\(name) needs a value"))
        #expect(try fault(name + "=") == StartFault(.usage, "\(name) needs a value"))
        #expect(try fault(name, "") == StartFault(.usage, "\(name) needs a value"))
    }

    @Test(arguments: ["--listen-lease", "--listen-ops", "--state", "--runtime"])
    func `what there is one of is given once`(name: String) throws {
        #expect(
            try fault(name, "a", name, "b") == StartFault(.usage, "\(name) is given twice"))
    }

    @Test func `sockets that cannot be together are refused`() throws {
        #expect(
            try fault("--listen-ops", "o")
                == StartFault(
                    .usage, "--listen-ops and --listen-keeper need --listen-lease"))
        #expect(
            try fault("--listen-lease", "x", "--listen-ops", "x")
                == StartFault(
                    .usage, "two of --listen-* name the same path x"))
    }

    @Test func `the demonstration brings all it needs`() throws {
        for more in [
            ["--accounts", "a"], ["--listen-lease", "l"], ["--state", "s"], ["--runtime", "r"],
        ] {
            let fault = try #require(throws: StartFault.self) { try Options(["--demo"] + more) }
            #expect(fault.status == .usage)
        }
        #expect(try Options(["--demo", "--log-level", "info"]).task == .demo)
    }

    @Test func `the help names every option and nothing else`() {
        let words = Options.help.split { !($0.isLetter || $0 == "-") }
        let named = Set(words.filter { $0.hasPrefix("--") }.map(String.init))
        #expect(
            named == [
                "--accounts", "--listen-lease", "--listen-ops", "--listen-keeper", "--state",
                "--runtime", "--log-level", "--check", "--demo", "--version", "--help",
            ])
        #expect(Options.help.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: 0..<500)
    func `any line is understood or refused as one of usage`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let words = [
            "--accounts", "--demo", "--check", "--listen-lease", "--state", "x", "", "=", "--",
            "--accounts=", "-h", "--log-level=debug", "\u{0}", "é",
        ]
        let line = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            words[Int.random(in: 0..<words.count, using: &random)]
        }
        do throws(StartFault) {
            _ = try Options(line)
        } catch {
            #expect(error.status == .usage && error.lines.count == 1, "seed \(seed)")
        }
    }
}
