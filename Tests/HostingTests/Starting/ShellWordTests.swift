import Hosting
import Testing

struct ShellWordTests {
    @Test(arguments: ["/run/accountd/ops.sock", "a-b_c.d", "x@y:1"])
    func `a plain word stays as it is`(word: String) {
        #expect(ShellWord.quoted(word) == word)
    }

    @Test func `a shell reads what was quoted`() throws {
        let words = ["", "a b", "it's", "$HOME", "`x`", "a\nb", "*", "~", "\\", "é;rm", "'"]
        let command = "printf '%s|' " + words.map(ShellWord.quoted).joined(separator: " ")
        var shell = try ChildRun("/bin/sh", ["-c", command])
        #expect(try shell.finish().output == words.map { $0 + "|" }.joined())
    }
}
