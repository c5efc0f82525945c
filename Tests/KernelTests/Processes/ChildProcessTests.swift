import Kernel
import Testing

struct ChildProcessTests {
    @Test func `a program's status is answered, once and again`() throws {
        var child = try ChildProcess("sh", arguments: ["-c", "exit 7"])
        #expect(try child.wait() == .exited(7))
        #expect(try child.wait() == .exited(7))
        try child.send(signal: 9)
    }

    @Test func `a program that is missing is an error`() {
        #expect(throws: Errno.noSuchFile) { _ = try ChildProcess("/no/such/program") }
    }

    @Test func `a program runs until it is killed`() throws {
        let pipe = try Pipe()
        var child = try ChildProcess("cat", descriptors: [0: pipe.reader.number])
        #expect(try child.wait(atMost: 0) == nil)
        try child.send(signal: 9)
        #expect(try child.wait() == .killed(signal: 9))
    }

    @Test func `a program is killed when its owner lets it go`() throws {
        var pipe = try Pipe()
        let input = try Pipe()
        try letGo(
            ChildProcess(
                "cat",
                descriptors: [
                    0: input.reader.number, 1: try owned(pipe.writer?.number),
                ]))
        pipe.writer = nil
        // The end comes when the last writer is gone.
        #expect(try pipe.reader.wait(for: .read, atMost: 30_000_000_000) == .hangUp)
    }

    private func letGo(_ child: consuming ChildProcess) {}
}
