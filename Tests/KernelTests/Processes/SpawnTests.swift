import Glibc
import Kernel
import Testing

struct SpawnTests {
    @Test func `arguments and environment arrive as they were given`() throws {
        let script = #"printf '%s|' "$@" "$KEPT" "$CHANGED" "${REMOVED-none}""#
        let text = try output(
            "sh", ["-c", script, "sh", "a b", "", "ü$x"],
            environment: ["CHANGED": "new", "KEPT": "yes", "REMOVED": nil])
        #expect(text == "a b||ü$x|yes|new|none|")
        #expect(
            try output("sh", ["-c", "printf %s \"$PATH\""]) == CurrentProcess.environment("PATH"))
    }

    @Test func `descriptors arrive by their new numbers, even when they trade places`() throws {
        let first = try Pipe()
        let second = try Pipe()
        try first.writer?.writeAll(Array("first\n".utf8))
        try second.writer?.writeAll(Array("second\n".utf8))
        let (one, two) = (first.reader.number, second.reader.number)
        let script = "read a <&\(one); read b <&\(two); printf '%s %s' $a $b"
        let text = try output("bash", ["-c", script], descriptors: [one: two, two: one])
        #expect(text == "second first")
    }

    @Test func `only what is named arrives`() throws {
        let pair = try Pair()
        let text = try output("ls", ["/proc/self/fd"])
        #expect(!text.split(separator: "\n").contains("\(pair.first.descriptor.number)"))
    }

    @Test func `signals that are blocked or ignored here are not so there`() async {
        await #expect(processExitsWith: .success) {
            let signals = try Signals()
            Signals.ignoreBrokenPipes()
            let status = try output("grep", ["Sig[BI]", "/proc/self/status"])
            for line in status.split(separator: "\n") {
                let bits = try #require(line.split(separator: "\t").last)
                // libc keeps the signals after the 31 ordinary ones for itself.
                #expect(try #require(UInt64(bits, radix: 16)) << 33 == 0, "\(line)")
            }
            #expect(status.contains("SigBlk") && status.contains("SigIgn"))
            _ = consume signals
        }
    }
}

/// What a program writes to its standard output.
private func output(
    _ program: String, _ arguments: [String], environment: [String: String?] = [:],
    descriptors: [Int32: Int32] = [:]
) throws -> String {
    var pipe = try Pipe()
    let writer = try owned(pipe.writer?.number)
    var child = try ChildProcess(
        program, arguments: arguments, environment: environment,
        descriptors: descriptors.merging([1: writer]) { (named, _) in named })
    pipe.writer = nil
    let bytes = try pipe.reader.readAll(limit: 65_536)
    #expect(try child.wait() == .exited(0))
    return String(decoding: bytes, as: UTF8.self)
}
