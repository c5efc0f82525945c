import Hosting
import Kernel
import Testing

struct DemonstrationTests {
    @Test func `its inventory is a good one, and its folder goes with it`() throws {
        let demonstration = try Demonstration()
        #expect(
            try FileSystem.status(of: demonstration.folder).mode == 0o700)
        let reading = try InventoryFiles([demonstration.accounts]).read(now: Inventories.now)
        #expect(reading.description == "3 accounts (claude 2, openai 1)")
        #expect(reading.warnings.isEmpty)
        demonstration.remove()
        #expect(throws: Errno.noSuchFile) {
            try FileSystem.status(of: demonstration.folder)
        }
    }

    @Test func `the operator's command lies beside the daemon`() {
        let find = { (daemon: String, folder: String?, paths: [String]) in
            Demonstration.companion(of: daemon, workingFolder: folder) { paths.contains($0) }
        }
        #expect(
            find("/opt/bin/accountd", "/home", ["/opt/bin/accountctl"]) == "/opt/bin/accountctl")
        #expect(
            find("build/accountd", "/home", ["/home/build/accountctl"]) == "/home/build/accountctl")
        #expect(find("./accountd", nil, ["./accountctl"]) == "./accountctl")
        #expect(find("/opt/bin/accountd", "/home", []) == "accountctl")
        #expect(find("accountd", "/home", ["/home/accountctl"]) == "accountctl")
    }

    @Test(arguments: [Signal.terminate, .interrupt, .hangUp])
    func `what it invites to works where it is pasted, and a signal leaves nothing`(
        signal: Signal
    ) throws {
        let parent = try TemporaryFolder()
        let folder = parent("with a blank")
        try Folder.make(folder)
        var demonstration = try ChildRun.accountd(["--demo"], environment: ["TMPDIR": folder])
        var commands: [String] = []
        while commands.count < 2 {
            let line = try demonstration.readLine()
            if line.contains("accountctl") { commands.append(line) }
        }
        for command in commands {
            var shell = try ChildRun("/bin/sh", ["-c", command])
            let result = try shell.finish()
            #expect(result.ending == .exited(0), "\(command): \(result.errors)")
            #expect(result.output.contains("claude"))
        }
        try demonstration.send(signal)
        #expect(try demonstration.finish().ending == .exited(0))
        #expect(try Folder.list(folder) == [])
    }

    @Test func `a signal that comes while it starts leaves nothing`() throws {
        let folder = try TemporaryFolder()
        var demonstration = try ChildRun.accountd(
            ["--demo"], environment: ["TMPDIR": folder.path])
        // Waits until the folder is there, which is long before the daemon serves.
        while try demonstration.isRunning(), try folder.names().isEmpty {}
        try demonstration.send(.terminate)
        #expect(try demonstration.finish().ending == .exited(0))
        #expect(try folder.names() == [])
    }

    @Test func `where no folder can be made it says so`() throws {
        var child = try ChildRun.accountd(["--demo"], environment: ["TMPDIR": "/no/such"])
        let result = try child.finish()
        #expect(result.ending == .exited(73))
        #expect(
            result.errors
                == "accountd: cannot make a temporary folder: No such file or directory (ENOENT)\n")
    }
}
