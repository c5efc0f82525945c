import AccountClient
import Foundation
import Operating
import Testing

struct ManualPageTests {
    @Test func `the page that is installed is the one that the program prints`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appendingPathComponent("deploy/man/accountctl.1"), encoding: .utf8)
        #expect(
            page == ManualPage.text() + "\n",
            "write it anew: accountctl manual > deploy/man/accountctl.1")
    }

    @Test func `it has every command and every option`() {
        let page = ManualPage.text()
        for command in Command.all {
            #expect(page.contains("\n.BI \"\(command.name)\""), "\(command.name)")
            for option in command.options {
                let name = option.name.replacing("-", with: "\\-")
                #expect(page.contains("\n.BI \"\(name)\""), "\(option.name)")
            }
        }
        for status in ExitStatus.allCases { #expect(page.contains("\n.B \(status.rawValue)\n")) }
    }

    @Test func `no line of a text is taken for a request`() {
        let requests: Set = [
            ".TH", ".SH", ".SS", ".TP", ".B", ".BI", ".BR", ".I", ".IR", ".RI", ".RS", ".RE", ".PP",
            ".nf", ".fi", ".\\\"",
        ]
        for line in ManualPage.text().split(separator: "\n") where line.hasPrefix(".") {
            #expect(requests.contains(line.split(separator: " ").first.map(String.init) ?? ""))
        }
        #expect(!ManualPage.text().split(separator: "\n").contains { $0.hasPrefix("'") })
    }

    @Test(.enabled(if: Shell.path(of: "groff") != nil))
    func `groff has nothing to complain of`() throws {
        let text = try Shell.run(
            "groff", ["-man", "-Tutf8", "-ww", "-z"], input: ManualPage.text() + "\n")
        #expect(text.isEmpty)
    }
}
