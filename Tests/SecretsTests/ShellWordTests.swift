import Foundation
import Secrets
import Testing

struct ShellWordTests {
    @Test(arguments: ["/run/accountd/ops.sock", "a-b_c.d", "x@y:1"])
    func `a plain word stays as it is`(word: String) {
        #expect(ShellWord.quoted(word) == word)
    }

    @Test func `a shell reads what was quoted`() throws {
        let words = ["", "a b", "it's", "$HOME", "`x`", "a\nb", "*", "~", "\\", "é;rm", "'"]
        let command = "printf '%s|' " + words.map(ShellWord.quoted).joined(separator: " ")
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", command]
        let output = Pipe()
        shell.standardOutput = output
        try shell.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        #expect(String(decoding: said, as: UTF8.self) == words.map { $0 + "|" }.joined())
    }
}
